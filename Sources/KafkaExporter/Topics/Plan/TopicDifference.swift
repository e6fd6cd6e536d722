/// One thing in which a topic is not as the file wants it.
package enum TopicDifference: Sendable, Equatable {
  case partitions(wanted: Int, found: Int)
  /// Found: how many partitions there are of each number of replicas, for a reassignment may have ended half way.
  case replication(wanted: Int, found: [Int: Int])
  case config(name: String, wanted: String, found: ExistingTopic.Config)

  /// Everything in which they differ; what the file leaves to the brokers is not compared.
  static func all(between wanted: WantedTopic, and found: ExistingTopic) -> [TopicDifference] {
    var differences: [TopicDifference] = []
    if let count = wanted.partitions, Int(count) != found.partitions.count {
      differences.append(.partitions(wanted: Int(count), found: found.partitions.count))
    }
    if let factor = wanted.replicationFactor, found.partitions.contains(where: { $0.replicas != Int(factor) }) {
      let counts = Dictionary(found.partitions.map { ($0.replicas, 1) }, uniquingKeysWith: +)
      differences.append(.replication(wanted: Int(factor), found: counts))
    }
    for (name, value) in wanted.configs.sorted(by: { $0.key < $1.key }) {
      guard let config = found.configs[name] else { continue }
      if let text = config.value, config.kind.isSame(value, text) { continue }
      differences.append(.config(name: name, wanted: value, found: config))
    }
    return differences
  }
}
