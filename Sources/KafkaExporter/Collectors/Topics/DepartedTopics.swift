import KafkaProtocol

/// Topics that are gone, remembered in case their names come back: a topic that is deleted before one poll and made anew before the next
/// was made anew all the same.
struct DepartedTopics: Sendable, Equatable {
  private struct Topic: Sendable, Equatable {
    let id: KafkaUUID
    let recreations: Int
    /// Counts up with every departure.
    let order: Int
  }

  /// Of more than these the older half is forgotten: names that come and never return must not fill the memory.
  private let limit: Int
  private var topics: [String: Topic] = [:]
  private var departures = 0

  init(limit: Int = 10_000) {
    self.limit = limit
  }

  /// Remembers what the next layout has not, and counts for what it has anew how often it was made anew.
  ///
  /// - Parameters:
  ///   - facts: of the topics of `old`, by its index.
  ///   - carried: of the topics of `new`, by its index.
  mutating func follow(from old: TopicLayout, _ facts: [TopicFacts], to new: TopicLayout, _ carried: inout [TopicFacts]) {
    for (topic, facts) in zip(old.topics, facts) where new.topicIndex(named: topic.name) == nil {
      topics[topic.name] = Topic(id: topic.id, recreations: facts.recreations, order: departures)
      departures += 1
    }
    guard !topics.isEmpty else { return }
    for (index, topic) in new.topics.enumerated() where old.topicIndex(named: topic.name) == nil {
      guard let departed = topics.removeValue(forKey: topic.name) else { continue }
      // Without ids nobody can tell a topic made anew from one that was only out of sight.
      let isAnother = departed.id != topic.id && departed.id != .zero && topic.id != .zero
      carried[index].recreations = departed.recreations + (isAnother ? 1 : 0)
    }
    if topics.count > limit {
      let oldest = topics.values.map(\.order).sorted()[topics.count - limit / 2]
      topics = topics.filter { $0.value.order >= oldest }
    }
  }
}
