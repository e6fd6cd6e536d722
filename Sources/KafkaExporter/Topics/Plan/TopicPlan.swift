/// What there is to do so that a cluster has the topics of a file: pure, from what is wanted and what was found.
///
/// Only creating is ever done. What exists and differs is told, not changed: more partitions move keys, fewer replicas lose safety, a shorter retention
/// deletes records, and who writes a file of topics may not know of it.
package struct TopicPlan: Sendable, Equatable {
  package enum Verdict: Sendable, Equatable {
    case create
    case differs([TopicDifference])
    case same
    /// It could not be compared, or can't be as the file wants it on these brokers.
    case refused(TopicRefusal)
  }

  package struct Entry: Sendable, Equatable {
    package let topic: WantedTopic
    package let verdict: Verdict
    /// Partitions of an existing topic that have no leader now, ascending.
    package let leaderless: [Int32]
  }

  /// In the order of the file.
  package let entries: [Entry]

  /// - Parameter found: by name; a topic that is not in here counts as absent.
  package init(_ wanted: [WantedTopic], found: [String: FoundTopic]) {
    entries = wanted.map { Self.entry($0, found[$0.name] ?? .absent) }
  }

  private static func entry(_ topic: WantedTopic, _ found: FoundTopic) -> Entry {
    switch found {
    case .absent: return Entry(topic: topic, verdict: .create, leaderless: [])
    case .unreadable(let refusal): return Entry(topic: topic, verdict: .refused(refusal), leaderless: [])
    case .present(let existing):
      let unknown = topic.configs.keys.filter { existing.configs[$0] == nil }.sorted()
      let differences = TopicDifference.all(between: topic, and: existing)
      let verdict: Verdict =
        if !unknown.isEmpty {
          .refused(TopicRefusal("the topic is there, but its brokers know no config \(unknown.joined(separator: ", "))"))
        } else {
          differences.isEmpty ? .same : .differs(differences)
        }
      return Entry(topic: topic, verdict: verdict, leaderless: existing.leaderless)
    }
  }

  package var creations: [WantedTopic] { entries.filter { $0.verdict == .create }.map(\.topic) }

  package var refusals: Int {
    entries.count { entry in if case .refused = entry.verdict { true } else { false } }
  }

  package var differing: Int {
    entries.count { entry in if case .differs = entry.verdict { true } else { false } }
  }

  package var same: Int { entries.count { $0.verdict == .same } }
}
