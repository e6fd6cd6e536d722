import KafkaProtocol

/// Topics that brokers keep their own state in. The leader of a key's partition is the key's coordinator.
enum InternalTopic: Int8 {
  // The raw values are FindCoordinator's key types.
  case consumerOffsets = 0
  case transactionState = 1
  case shareGroupState = 2

  var name: String {
    switch self {
    case .consumerOffsets: TopicName.consumerOffsets
    case .transactionState: "__transaction_state"
    case .shareGroupState: "__share_group_state"
    }
  }

  /// What a broker sets when it creates the topic.
  var configuration: [String: String] {
    switch self {
    case .consumerOffsets:
      ["cleanup.policy": "compact", "compression.type": "producer", "segment.bytes": "104857600"]
    case .transactionState:
      [
        "cleanup.policy": "compact", "compression.type": "uncompressed", "min.insync.replicas": "2", "segment.bytes": "104857600",
        "unclean.leader.election.enable": "false",
      ]
    case .shareGroupState:
      [
        "cleanup.policy": "delete", "compression.type": "none", "min.insync.replicas": "2", "retention.ms": "-1",
        "segment.bytes": "104857600",
      ]
    }
  }
}

extension SimulatedCluster {
  /// The partition that a key belongs to: `abs(key.hashCode()) % partitions`, over UTF-16 as Java's.
  func partition(of key: String, in topic: InternalTopic) -> Int32 {
    var hash: Int32 = 0
    for unit in key.utf16 { hash = hash &* 31 &+ Int32(unit) }
    let partitions = topics[topic.name].map { Int32(clamping: $0.partitions.count) } ?? defaults.offsetsPartitions
    // Utils.abs of Kafka: the one number without a positive counterpart becomes 0.
    return (hash == .min ? 0 : abs(hash)) % max(1, partitions)
  }

  /// The broker that coordinates a key; nil while none does: the topic does not exist or the partition has no leader.
  func coordinator(of key: String, in topic: InternalTopic = .consumerOffsets) -> Broker? {
    guard let leader = topics[topic.name]?.partition(partition(of: key, in: topic))?.leader else { return nil }
    return brokers[leader]
  }

  /// Why a broker does not answer for a group; nil when it is the group's coordinator.
  ///
  /// - Parameter allowsEmpty: the empty id is none that one can join, but commits for it have always been taken.
  func refusal(forGroup id: String, at broker: Int32, allowsEmpty: Bool = false) -> ErrorCode? {
    if id.isEmpty, !allowsEmpty { return .invalidGroupId }
    return coordinator(of: id)?.id == broker ? nil : .notCoordinator
  }

  /// Creates the topic unless it is there, as brokers do when they first need it. Without enough brokers it stays missing, and is tried again
  /// the next time.
  func ensure(_ topic: InternalTopic) {
    guard topics[topic.name] == nil else { return }
    let replicas = min(Int(defaults.offsetsReplicationFactor), liveBrokers.count)
    _ = try? createTopic(
      topic.name, partitions: defaults.offsetsPartitions, replicationFactor: Int16(clamping: replicas), configuration: topic.configuration)
  }
}
