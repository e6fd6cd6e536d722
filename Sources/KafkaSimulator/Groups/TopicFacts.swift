import KafkaProtocol

/// What the coordinator of a group needs to know of topics.
struct TopicFacts {
  /// Another one after each change of a topic's existence or number of partitions.
  let revision: UInt64
  private let topics: [String: Topic]
  private let names: [KafkaUUID: String]

  init(of cluster: SimulatedCluster) {
    revision = cluster.topicsRevision
    topics = cluster.topics
    names = cluster.topicNames
  }

  func id(of name: String) -> KafkaUUID? { topics[name]?.id }

  func partitions(of name: String) -> Int32? { topics[name].map { Int32(clamping: $0.partitions.count) } }
  func partitions(of id: KafkaUUID) -> Int32? { names[id].flatMap { partitions(of: $0) } }

  /// The topics that a member wants, whether they exist or not.
  func names(for member: ConsumerMember) -> Set<String> {
    var wanted = Set(member.topics)
    guard !member.topicPattern.isEmpty, let pattern = try? TopicPattern(member.topicPattern) else { return wanted }
    for name in topics.keys where pattern.matches(name) { wanted.insert(name) }
    return wanted
  }
}
