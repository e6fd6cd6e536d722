/// A topic as a file wants it.
package struct WantedTopic: Sendable, Equatable {
  package let name: String
  /// Nil: as many as the brokers give by default.
  package let partitions: Int32?
  /// Nil: as many replicas as the brokers give by default.
  package let replicationFactor: Int16?
  /// Kafka's names and values; what is not in here is the brokers' business.
  package let configs: [String: String]

  package init(name: String, partitions: Int32? = nil, replicationFactor: Int16? = nil, configs: [String: String] = [:]) {
    self.name = name
    self.partitions = partitions
    self.replicationFactor = replicationFactor
    self.configs = configs
  }
}
