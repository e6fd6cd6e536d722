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
