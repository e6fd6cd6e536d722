import KafkaProtocol

// What a cluster does by itself once in a while, on command: leaders, coordinators and brokers move.
extension SimulatedCluster {
  /// Gives the lead of a partition to another of its replicas, or to nobody for nil. Nothing happens when there is no such partition or replica.
  package func moveLeader(of topic: String, _ partition: Int32, to broker: Int32?) {
    guard let topic = topics[topic], let replicas = topic.partition(partition)?.replicas else { return }
    if let broker, !replicas.contains(broker) { return }
    change(topic, Int(partition)) { $0.lead(broker, $1) }
  }

  /// Lets another replica of its partition of `__consumer_offsets` coordinate a group, and with it the other groups in there; nil for nobody.
  package func moveCoordinator(of group: String, to broker: Int32?) {
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
