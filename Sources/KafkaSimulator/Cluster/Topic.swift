package import KafkaProtocol

/// A topic with its partitions, which are numbered from 0.
///
/// Confined, like all of a cluster, to who owns the cluster.
package final class Topic {
  package let name: String
  package let id: KafkaUUID
  package let isInternal: Bool
  package let createdAt: Timestamp
  /// What was set for this topic, under Kafka's names; everything else has the broker's default.
  package var configuration: [String: String] {
    didSet { settings = TopicSettings(configuration, properties: properties) }
  }
  /// What the configuration comes to.
  package private(set) var settings: TopicSettings
  package internal(set) var partitions: [Partition]
  /// The records that every partition without a log of its own has, as far as they are between its log start and log end.
  var history: SyntheticRun?
  /// Whether any partition has a log of its own.
  var hasOwnLogs = false
  private let properties: [String: String]

  /// - Parameter properties: what the brokers' server.properties say.
  init(
    name: String, id: KafkaUUID, createdAt: Timestamp, configuration: [String: String], properties: [String: String],
    partitions: [Partition]
  ) {
    self.name = name
    self.id = id
    self.isInternal = TopicName.isInternal(name)
    self.createdAt = createdAt
    self.configuration = configuration
    self.properties = properties
    self.settings = TopicSettings(configuration, properties: properties)
    self.partitions = partitions
  }

  /// Nil for a partition that the topic does not have, however foreign the number.
  package func partition(_ index: Int32) -> Partition? {
    partitions.indices.contains(Int(index)) ? partitions[Int(index)] : nil
  }
}

/// A partition. An idle one is nothing but these few tens of bytes, so that a million fit.
package struct Partition {
  /// -1 when no replica that may lead is alive.
  package internal(set) var leader: Int32
  package internal(set) var leaderEpoch: Int32 = 0
  /// In order of preference. Partitions that are placed alike share the memory.
  package internal(set) var replicas: [Int32]
  /// Empty when the last of them is gone: it is eligible then.
  package internal(set) var inSync: [Int32]
  /// Replicas that are not in sync any more and have every committed record all the same (KIP-966): nearly always none.
  package internal(set) var eligible: [Int32] = []
  /// Who led last, while nobody leads; else -1.
  package internal(set) var lastLeader: Int32 = -1
  /// The first offset that is there.
  package internal(set) var logStart: Int64 = 0
  /// The offset of the next record; in a simulated cluster the high watermark and the last stable offset too.
  package internal(set) var logEnd: Int64 = 0
  /// Nil until records are appended one partition at a time.
  var log: PartitionLog?

  init(replicas: [Int32]) {
    self.leader = replicas.first ?? -1
    self.replicas = replicas
    self.inSync = replicas
  }
}
