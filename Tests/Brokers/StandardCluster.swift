package import KafkaSimulator

/// What the tests' clusters hold unless said otherwise: a little of everything at each broker.
///
/// Topic `orders` of six partitions and `payments` of three, led by the brokers in turn; partition p starts at p and ends at 1000 + p. At each broker
/// b a classic group with a member (`classic-b`), a consumer group with one (`consumer-b`) and one without members (`empty-b`); each has committed
/// 10 × b + p for every partition p of `orders`.
package enum StandardCluster {
  package static let start = Timestamp(milliseconds: 1_800_000_000_000)

  /// So many that no two of the groups share one.
  private static let offsetsPartitions: Int32 = 60

  static var defaults: ClusterDefaults {
    var defaults = ClusterDefaults()
    defaults.offsetsPartitions = offsetsPartitions
    return defaults
  }

  /// - Parameter speaksConsumerProtocol: false for a cluster from before KIP-848, whose groups are all classic.
  static func fill(_ cluster: SimulatedCluster, speaksConsumerProtocol: Bool) throws {
    let brokers = cluster.brokers.keys.sorted()
    for (name, partitions) in [("orders", 6), ("payments", 3)] { try addTopic(name, partitions: partitions, to: cluster) }
    for broker in brokers {
      for (name, type) in [("classic", GroupType.classic), ("consumer", speaksConsumerProtocol ? .consumer : .classic)] {
        try addGroup("\(name)-\(broker)", type: type, at: broker, to: cluster)
      }
      try addGroup("empty-\(broker)", type: nil, at: broker, to: cluster)
    }
  }

  /// A topic whose partitions are led by the brokers in turn.
  package static func addTopic(_ name: String, partitions: Int, to cluster: SimulatedCluster) throws {
    let brokers = cluster.brokers.keys.sorted()
    let topic = try cluster.createTopic(
      name,
      replicas: (0..<partitions).map { index in
        let turn = index % brokers.count
        return Array(brokers[turn...] + brokers[..<turn])
      }, configuration: ["min.insync.replicas": "2", "retention.ms": "604800000", "retention.bytes": "1073741824"])
    for partition in 0..<Int32(partitions) {
      cluster.append(1000 + Int64(partition), ofSize: 100, to: topic, partition, after: start, upTo: start + .seconds(1))
      cluster.deleteRecords(of: topic, partition, before: Int64(partition))
    }
  }

  /// A group with its commits.
  ///
  /// - Parameter type: nil for one without members.
  package static func addGroup(_ id: String, type: GroupType?, at broker: Int32, to cluster: SimulatedCluster) throws {
    if let type { try cluster.createGroup(id, type: type, members: [ResidentMember(clientID: "client", topics: ["orders"])]) }
    let offsets = (0..<6).map { Int64(10 * broker + $0) }
    try cluster.commit(offsets: offsets, group: id, topic: "orders")
    cluster.moveCoordinator(of: id, to: broker)
  }
}
