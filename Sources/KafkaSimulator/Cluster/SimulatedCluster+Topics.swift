package import KafkaProtocol

// Topics come, grow and go.
extension SimulatedCluster {
  package func topic(_ id: KafkaUUID) -> Topic? {
    topicNames[id].flatMap { topics[$0] }
  }

  /// Creates a topic whose replicas go round the racks and brokers.
  ///
  /// - Parameters:
  ///   - partitions: nil for the default.
  ///   - replicationFactor: nil for the default.
  /// - Throws: what a controller answers: TOPIC_ALREADY_EXISTS, INVALID_TOPIC_EXCEPTION, INVALID_CONFIG, INVALID_PARTITIONS,
  ///   INVALID_REPLICATION_FACTOR.
  @discardableResult
  package func createTopic(
    _ name: String, partitions: Int32? = nil, replicationFactor: Int16? = nil, configuration: [String: String] = [:]
  ) throws(Refusal) -> Topic {
    let planned = try plan(name, .counts(partitions: partitions, replicationFactor: replicationFactor), configuration: configuration)
    add(planned)
    return planned
  }

  /// Creates a topic with every partition's replicas given, in order of preference.
  ///
  /// - Throws: INVALID_REPLICA_ASSIGNMENT too.
  @discardableResult
  package func createTopic(_ name: String, replicas: [[Int32]], configuration: [String: String] = [:]) throws(Refusal) -> Topic {
    let planned = try plan(name, .replicas(replicas), configuration: configuration)
    add(planned)
    return planned
  }

  /// - Throws: UNKNOWN_TOPIC_OR_PARTITION.
  package func deleteTopic(_ name: String) throws(Refusal) {
    guard let topic = topics.removeValue(forKey: name) else { throw .unknownTopic }
    topicNames[topic.id] = nil
    topicsRevision += 1
    forgetCommits(forTopic: name)
    topicsByMetricName[TopicName.metricName(name)] = nil
    reassignments[name] = nil
    quorum.append()
    for index in topic.partitions.indices { waits.notify(.partition(topic: name, Int32(clamping: index))) }
  }

  /// Adds partitions until there are so many.
  ///
  /// - Parameters:
  ///   - replicas: of each new partition; nil leaves the choice to the cluster.
  ///   - onlyValidates: changes nothing.
  /// - Throws: UNKNOWN_TOPIC_OR_PARTITION, INVALID_PARTITIONS, INVALID_REPLICA_ASSIGNMENT, INVALID_REPLICATION_FACTOR.
  package func addPartitions(to name: String, total: Int32, replicas: [[Int32]]? = nil, onlyValidates: Bool = false) throws(Refusal) {
    guard let topic = topics[name] else { throw Refusal(.unknownTopicOrPartition) }
    let count = topic.partitions.count
    guard total != Int32(clamping: count) else { throw Refusal(.invalidPartitions, "Topic already has \(count) partition(s).") }
    guard Int(total) > count else {
      throw Refusal(.invalidPartitions, "The topic \(name) currently has \(count) partition(s); \(total) would not be an increase.")
    }
    let added = Int(total) - count
    let replicationFactor = topic.partitions.first?.replicas.count ?? 1
    let placements: [[Int32]]
    if let replicas {
      guard replicas.count == added else {
        throw Refusal(
          .invalidReplicaAssignment,
          "Attempted to add \(added) additional partition(s), but only \(replicas.count) assignment(s) were specified.")
      }
      try checkAssignments(replicas, firstPartition: count, replicationFactor: replicationFactor)
      placements = replicas
    } else {
      placements = try self.placements(of: added, replicationFactor: Int16(clamping: replicationFactor))
    }
    guard !onlyValidates else { return }
    topic.partitions += placements.map { newPartition(replicas: $0) }
    topicsRevision += 1
    quorum.append(added)
  }

  // MARK: - Planning

  /// How a topic is laid out.
  enum Layout {
    /// nil for the default.
    case counts(partitions: Int32?, replicationFactor: Int16?)
    case replicas([[Int32]])
  }

  /// The topic as it would be, not part of the cluster yet.
  func plan(_ name: String, _ layout: Layout, configuration: [String: String]) throws(Refusal) -> Topic {
    try checkNewName(name)
    try TopicConfigDefinition.check(configuration)
    let replicas: [[Int32]]
    switch layout {
    case .counts(let partitions, let replicationFactor):
      let factor = replicationFactor ?? defaults.replicationFactor
      guard factor > 0 else {
        throw Refusal(.invalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.")
      }
      let count = partitions ?? defaults.partitions
      guard count > 0 else { throw Refusal(.invalidPartitions, "Number of partitions was set to an invalid non-positive value.") }
      replicas = try placements(of: Int(count), replicationFactor: factor)
    case .replicas(let given):
      try checkAssignments(given, firstPartition: 0, replicationFactor: given.first?.count ?? 0)
      replicas = given
    }
    return Topic(
      name: name, id: newID(), createdAt: now, configuration: configuration, properties: brokerProperties,
      partitions: replicas.map { newPartition(replicas: $0) })
  }

  /// Makes a topic that was planned part of the cluster.
  func add(_ topic: Topic) {
    topics[topic.name] = topic
    topicNames[topic.id] = topic.name
    topicsRevision += 1
    if TopicName.mayCollide(topic.name) { topicsByMetricName[TopicName.metricName(topic.name)] = topic.name }
    quorum.append(1 + topic.configuration.count + topic.partitions.count)
  }

  private func checkNewName(_ name: String) throws(Refusal) {
    if let problem = TopicName.problem(name) { throw Refusal(.invalidTopicException, "Topic name is invalid: \(problem)") }
    guard topics[name] == nil else { throw Refusal(.topicAlreadyExists, "Topic '\(name)' already exists.") }
    if let other = collision(with: name) {
      throw Refusal(.invalidTopicException, "Topic '\(name)' collides with existing topic: \(other)")
    }
  }

  /// A topic whose metrics would have the same name, where dots become underscores.
  private func collision(with name: String) -> String? {
    TopicName.mayCollide(name) ? topicsByMetricName[TopicName.metricName(name)] : nil
  }

  // MARK: - Placement

  /// - Throws: INVALID_REPLICA_ASSIGNMENT unless every partition has the same number of replicas, on different brokers that exist, and one of them is
  ///   alive.
  func checkAssignments(_ assignments: [[Int32]], firstPartition: Int, replicationFactor: Int?) throws(Refusal) {
    for (index, replicas) in assignments.enumerated() {
      try checkAssignment(replicas)
      if let replicationFactor, replicas.count != replicationFactor {
        throw Refusal(
          .invalidReplicaAssignment,
          "The manual partition assignment includes a partition with \(replicas.count) replica(s), but this is not consistent with previous "
            + "partitions, which have \(replicationFactor) replica(s).")
      }
      guard replicas.contains(where: { brokers[$0]?.isAlive == true }) else {
        throw Refusal(
          .invalidReplicaAssignment,
          "All brokers specified in the manual partition assignment for partition \(firstPartition + index) are fenced or in controlled "
            + "shutdown.")
      }
    }
  }

  /// - Throws: INVALID_REPLICA_ASSIGNMENT unless the replicas are on different brokers that exist.
  func checkAssignment(_ replicas: [Int32]) throws(Refusal) {
    guard !replicas.isEmpty else {
      throw Refusal(.invalidReplicaAssignment, "The manual partition assignment includes an empty replica list.")
    }
    var previous: Int32?
    for broker in replicas.sorted() {
      guard brokers[broker] != nil else {
        throw Refusal(
          .invalidReplicaAssignment, "The manual partition assignment includes broker \(broker), but no such broker is registered.")
      }
      guard broker != previous else {
        throw Refusal(.invalidReplicaAssignment, "The manual partition assignment includes the broker \(broker) more than once.")
      }
      previous = broker
    }
  }

  private func placements(of count: Int, replicationFactor: Int16) throws(Refusal) -> [[Int32]] {
    let problem = "Unable to replicate the partition \(replicationFactor) time(s): "
    guard brokers.values.contains(where: \.isAlive) else {
      throw Refusal(.invalidReplicationFactor, problem + "All brokers are currently fenced or have all their log directories cordoned.")
    }
    guard Int(replicationFactor) <= brokers.count else {
      throw Refusal(
        .invalidReplicationFactor,
        problem + "The target replication factor of \(replicationFactor) cannot be reached because only \(brokers.count) broker(s) are "
          + "registered or some brokers have all their log directories cordoned.")
    }
    var placer = ReplicaPlacer(brokers: brokers.values, generator: &generator)
    return (0..<count).map { _ in placer.next(Int(replicationFactor), generator: &generator) }
  }

  private func newPartition(replicas: [Int32]) -> Partition {
    Partition(shared(Placement(replicas: replicas, inSync: replicas.filter { brokers[$0]?.isAlive == true })))
  }
}
