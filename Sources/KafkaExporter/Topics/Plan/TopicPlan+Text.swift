extension TopicPlan {
  /// The plan for people: `+` is created, `~` differs and stays, `=` is as in the file, `!` can not be told.
  ///
  /// - Parameter bootstrap: for the commands that are shown.
  package func lines(bootstrap: String) -> [String] {
    entries.flatMap { Self.lines($0, bootstrap) } + [summary]
  }

  /// `7 topics: 5 to create, 1 differs, 1 as in the file`
  package var summary: String {
    var parts: [String] = []
    if !creations.isEmpty { parts.append("\(creations.count) to create") }
    if differing > 0 { parts.append(differing == 1 ? "1 differs" : "\(differing) differ") }
    if same > 0 { parts.append("\(same) as in the file") }
    if refusals > 0 { parts.append("\(refusals) that can't be compared") }
    return "\(entries.count) \(entries.count == 1 ? "topic" : "topics"): \(parts.joined(separator: ", "))"
  }

  private static func lines(_ entry: Entry, _ bootstrap: String) -> [String] {
    let name = entry.topic.name
    var lines: [String] =
      switch entry.verdict {
      case .create: ["+ \(name): \(Self.shape(of: entry.topic))"]
      case .same: ["= \(name)"]
      case .refused(let refusal): ["! \(name): \(refusal.text)"] + (refusal.advice.map { ["    \($0)"] } ?? [])
      case .differs(let differences):
        ["~ \(name): differs and is left as it is"] + differences.map { "    \(Self.text(of: $0))" } + ["    what would change it:"]
          + TopicRemedy(bootstrap: bootstrap, topic: name).lines(for: differences).map { "      \($0)" }
      }
    if !entry.leaderless.isEmpty { lines.append("    without a leader now: \(Self.list(entry.leaderless))") }
    // Configs and messages are foreign: nothing in them may move the cursor.
    return lines.map(TextTable.visible)
  }

  private static func shape(of topic: WantedTopic) -> String {
    let partitions = topic.partitions.map { "\($0)" } ?? "as the brokers give by default"
    let replicas = topic.replicationFactor.map { "\($0)" } ?? "as the brokers give by default"
    let configs = topic.configs.sorted { $0.key < $1.key }.map { ConfigText.pair($0.key, $0.value) }
    return (["partitions \(partitions)", "replication \(replicas)"] + configs).joined(separator: ", ")
  }

  private static func text(of difference: TopicDifference) -> String {
    switch difference {
    case .partitions(let wanted, let found): return "partitions: \(wanted) in the file, \(found) in the cluster"
    case .replication(let wanted, let found):
      let counts = found.sorted { $0.key < $1.key }
      let there =
        counts.count == 1
        ? "\(counts.first?.key ?? 0)"
        : counts.map { "\($0.key) on \($0.value) \($0.value == 1 ? "partition" : "partitions")" }.joined(separator: " and ")
      return "replication: \(wanted) in the file, \(there) in the cluster"
    case .config(let name, let wanted, let found):
      let there = found.value.map { ConfigText.value(of: name, $0) } ?? "not shown by the brokers"
      let origin = found.isOwn ? "" : ", which is a default there"
      return "\(name): \(ConfigText.value(of: name, wanted)) in the file, \(there) in the cluster\(origin)"
    }
  }

  /// `partition 0, partition 3`, and of very many how many more.
  static func list(_ partitions: [Int32]) -> String {
    let shown = partitions.prefix(10).map { "partition \($0)" }.joined(separator: ", ")
    return shown + (partitions.count > 10 ? " and \(partitions.count - 10) more" : "")
  }
}
