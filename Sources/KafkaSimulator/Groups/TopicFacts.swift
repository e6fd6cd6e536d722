import KafkaProtocol

/// What the coordinator of a group needs to know of topics.
struct TopicFacts {
  private let topics: [String: Topic]
  private let names: [KafkaUUID: String]

  init(of cluster: SimulatedCluster) {
    topics = cluster.topics
    names = cluster.topicNames
  }

  func id(of name: String) -> KafkaUUID? { topics[name]?.id }
  func name(of id: KafkaUUID) -> String? { names[id] }

  func partitions(of name: String) -> Int32? { topics[name].map { Int32(clamping: $0.partitions.count) } }
  func partitions(of id: KafkaUUID) -> Int32? { names[id].flatMap { partitions(of: $0) } }

  /// Every name, unsorted.
  var allNames: some Sequence<String> { topics.keys }
}
