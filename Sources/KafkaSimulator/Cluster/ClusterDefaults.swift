/// What a broker's configuration says where a topic's or a request does not.
package struct ClusterDefaults: Sendable {
  /// `num.partitions`
  package var partitions: Int32 = 1
  /// `default.replication.factor`
  package var replicationFactor: Int16 = 1
  /// `auto.create.topics.enable`
  package var createsTopics = true
  /// `offsets.topic.num.partitions`
  package var offsetsPartitions: Int32 = 50
  /// `offsets.topic.replication.factor`, at most one replica a broker.
  package var offsetsReplicationFactor: Int16 = 3
  /// `group.initial.rebalance.delay.ms`
  package var initialRebalanceDelay: Duration = .zero
  /// What else the brokers' server.properties set, under Kafka's names: `log.retention.hours` and so on.
  package var properties: [String: String] = [:]

  package init() {}

  /// All of it as server.properties would have it; what is Kafka's default anyway is left out.
  var serverProperties: [String: String] {
    let usual = ClusterDefaults()
    var all = properties
    if partitions != usual.partitions { all["num.partitions"] = "\(partitions)" }
    if replicationFactor != usual.replicationFactor { all["default.replication.factor"] = "\(replicationFactor)" }
    if createsTopics != usual.createsTopics { all["auto.create.topics.enable"] = "\(createsTopics)" }
    if offsetsPartitions != usual.offsetsPartitions { all["offsets.topic.num.partitions"] = "\(offsetsPartitions)" }
    if offsetsReplicationFactor != usual.offsetsReplicationFactor {
      all["offsets.topic.replication.factor"] = "\(offsetsReplicationFactor)"
    }
    // Kafka's own default is three seconds.
    all["group.initial.rebalance.delay.ms"] = "\(initialRebalanceDelay.wholeMilliseconds)"
    return all
  }

  /// What is set at run time for all brokers of a new 4.3 cluster: eligible leader replicas need one minimum for all (KIP-966).
  static let dynamicProperties = ["min.insync.replicas": "1"]

  /// What counts: run time before server.properties.
  var brokerProperties: [String: String] {
    serverProperties.merging(Self.dynamicProperties) { _, dynamic in dynamic }
  }
}
