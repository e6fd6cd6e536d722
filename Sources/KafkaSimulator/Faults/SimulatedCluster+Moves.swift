// What a cluster does by itself once in a while, on command: leaders, coordinators and brokers move.
extension SimulatedCluster {
  /// Gives the lead of a partition to another broker, or to nobody for -1; nothing happens when there is no such partition.
  package func moveLeader(of topic: String, _ partition: Int32, to broker: Int32) {
    guard let topic = topics[topic], let current = topic.partition(partition), current.leader != broker else { return }
    topic.partitions[Int(partition)].leader = broker
    topic.partitions[Int(partition)].leaderEpoch += 1
    waits.notify(.partition(topic: topic.name, partition))
  }

  /// Lets another broker coordinate a group, and with it the other groups in the same partition of `__consumer_offsets`.
  package func moveCoordinator(of group: String, to broker: Int32) {
    ensure(.consumerOffsets)
    moveLeader(of: TopicName.consumerOffsets, partition(of: group, in: .consumerOffsets), to: broker)
  }

  /// The broker is at another port from now on.
  package func moveBroker(_ id: Int32, to port: UInt16) {
    brokers[id]?.port = port
  }

  /// The broker speaks these versions from now on; nil for all that the simulator can.
  package func setVersions(_ versions: BrokerVersions?, of broker: Int32) {
    brokers[broker]?.versions = versions
  }
}
