package import KafkaProtocol

// Topics come, grow and go.
extension SimulatedCluster {
  package func topic(_ id: KafkaUUID) -> Topic? {
    topicNames[id].flatMap { topics[$0] }
  }

  /// Creates a topic whose replicas go round the brokers that are alive.
  ///
  /// - Parameters:
  ///   - partitions: nil for the default.
  ///   - replicationFactor: nil for the default.
  /// - Throws: what a controller answers: TOPIC_ALREADY_EXISTS, INVALID_TOPIC_EXCEPTION, INVALID_PARTITIONS, INVALID_REPLICATION_FACTOR.
  @discardableResult
  package func createTopic(
    _ name: String, partitions: Int32? = nil, replicationFactor: Int16? = nil, configuration: [String: String] = [:]
  ) throws(Refusal) -> Topic {
    let count = partitions ?? defaults.partitions
    guard count > 0 else { throw Refusal(.invalidPartitions, "Number of partitions was set to an invalid non-positive value.") }
    let replicas = try placements(ofPartitions: 0..<count, replicationFactor: replicationFactor ?? defaults.replicationFactor)
    return try createTopic(name, replicas: replicas, configuration: configuration)
  }

  /// Creates a topic with every partition's replicas given, in order of preference.
  @discardableResult
  package func createTopic(_ name: String, replicas: [[Int32]], configuration: [String: String] = [:]) throws(Refusal) -> Topic {
    if let problem = TopicName.problem(name) { throw Refusal(.invalidTopicException, "Topic name is invalid: \(problem)") }
    guard topics[name] == nil else { throw Refusal(.topicAlreadyExists, "Topic '\(name)' already exists.") }
    let topic = Topic(
      name: name, id: newID(), createdAt: now, configuration: configuration, properties: defaults.properties,
      partitions: replicas.map { newPartition(replicas: $0) })
    topics[name] = topic
    topicNames[topic.id] = name
    topicsRevision += 1
    return topic
  }

  /// - Throws: UNKNOWN_TOPIC_OR_PARTITION.
  package func deleteTopic(_ name: String) throws(Refusal) {
    guard let topic = topics.removeValue(forKey: name) else { throw .unknownTopic }
    topicNames[topic.id] = nil
    topicsRevision += 1
    forgetCommits(forTopic: name)
    for index in topic.partitions.indices { waits.notify(.partition(topic: name, Int32(clamping: index))) }
  }

  /// Where the replicas of partitions go: round the live brokers from a random one on, a step further each round, so that two brokers
  /// share as few partitions as can be (as StripedReplicaPlacer does without racks).
  func placements(ofPartitions indices: Range<Int32>, replicationFactor: Int16) throws(Refusal) -> [[Int32]] {
    let alive = liveBrokers.map(\.id)
    guard replicationFactor > 0 else {
      throw Refusal(.invalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.")
    }
    guard Int(replicationFactor) <= alive.count else {
      let known = alive.count
      throw Refusal(
        .invalidReplicationFactor,
        "Unable to replicate the partition \(replicationFactor) time(s): The target replication factor of \(replicationFactor) cannot be "
          + "reached because only \(known) broker(s) are registered.")
    }
    let start = Int.random(in: 0..<alive.count, using: &generator)
    return indices.map { index in
      let first = start + Int(index)
      // The followers' distance grows by one with each round.
      let shift = alive.count > 1 ? Int(index) / alive.count % (alive.count - 1) : 0
      let replicas = (0..<Int(replicationFactor)).map { replica in
        replica == 0 ? alive[first % alive.count] : alive[(first + 1 + (shift + replica - 1) % (alive.count - 1)) % alive.count]
      }
      return shared(replicas)
    }
  }

  private func newPartition(replicas: [Int32]) -> Partition {
    var partition = Partition(replicas: shared(replicas))
    let alive = replicas.filter { brokers[$0]?.isAlive == true }
    if alive.count < replicas.count {
      partition.inSync = shared(alive)
      partition.leader = alive.first ?? -1
    }
    return partition
  }
}

/// Why the cluster does not do what it was asked: Kafka's code, and a sentence for people where Kafka has one.
package struct Refusal: Error, Equatable {
  package let code: ErrorCode
  package let message: String?

  package init(_ code: ErrorCode, _ message: String? = nil) {
    self.code = code
    self.message = message
  }

  static let unknownTopic = Refusal(.unknownTopicOrPartition, "This server does not host this topic-partition.")
}
