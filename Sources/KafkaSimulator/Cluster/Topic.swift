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
  /// -1 when no replica in sync is alive.
  package internal(set) var leader: Int32
  package internal(set) var leaderEpoch: Int32 = 0
  /// In order of preference. Partitions that are placed alike share the memory.
  package internal(set) var replicas: [Int32]
  package internal(set) var inSync: [Int32]
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

/// Kafka's rules for the names of topics (org.apache.kafka.common.internals.Topic).
package enum TopicName {
  /// Groups' offsets.
  package static let consumerOffsets = "__consumer_offsets"

  package static func isInternal(_ name: String) -> Bool {
    [consumerOffsets, "__transaction_state", "__share_group_state"].contains(name)
  }

  /// What is wrong with a name, in Kafka's words; nil when nothing is.
  package static func problem(_ name: String) -> String? {
    if name.isEmpty { return "the empty string is not allowed" }
    if name == "." || name == ".." { return "'\(name)' is not allowed" }
    if name.utf8.count > 249 { return "the length of '\(name)' is longer than the max allowed length 249" }
    let isLegal = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return isLegal ? nil : "'\(name)' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"
  }
}
