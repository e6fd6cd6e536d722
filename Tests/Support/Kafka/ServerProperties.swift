/// The server.properties of a test broker: small and quick, everything else as Kafka ships it.
struct ServerProperties {
  private var values: [String: String]

  /// - Parameter extra: added last, so a test can replace any of the values.
  init(node: KafkaNode, of nodes: [KafkaNode], zooKeeperPort: UInt16?, logDirectory: String, extra: [String: String]) {
    let copies = min(3, nodes.count)
    let minimumInSync = min(2, nodes.count)
    values = [
      "broker.rack": node.rack,
      "log.dirs": logDirectory,
      "auto.create.topics.enable": "false",
      "num.network.threads": "2",
      "num.io.threads": "4",
      "group.initial.rebalance.delay.ms": "0",
      // Preallocated, per segment.
      "log.index.size.max.bytes": "65536",
      "log.segment.bytes": "16777216",
      // The default takes a quarter of the small heap.
      "log.cleaner.dedupe.buffer.size": "4194304",
      "offsets.topic.num.partitions": "6",
      "offsets.topic.replication.factor": "\(copies)",
      "transaction.state.log.num.partitions": "3",
      "transaction.state.log.replication.factor": "\(copies)",
      "transaction.state.log.min.isr": "\(minimumInSync)",
      "share.coordinator.state.topic.num.partitions": "3",
      "share.coordinator.state.topic.replication.factor": "\(copies)",
      "share.coordinator.state.topic.min.isr": "\(minimumInSync)",
    ]
    if let zooKeeperPort {
      values["broker.id"] = "\(node.id)"
      values["zookeeper.connect"] = "127.0.0.1:\(zooKeeperPort)"
      values["zookeeper.connection.timeout.ms"] = "60000"
      values["listeners"] = "PLAINTEXT://\(node.address)"
    } else {
      let voters = nodes.map { "\($0.id)@127.0.0.1:\($0.controllerPort ?? 0)" }.joined(separator: ",")
      values["process.roles"] = "broker,controller"
      values["node.id"] = "\(node.id)"
      values["controller.quorum.voters"] = voters
      values["controller.listener.names"] = "CONTROLLER"
      values["listener.security.protocol.map"] = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"
      values["listeners"] = "PLAINTEXT://\(node.address),CONTROLLER://127.0.0.1:\(node.controllerPort ?? 0)"
      // A broker that was killed is missed sooner, and may register again sooner.
      values["broker.heartbeat.interval.ms"] = "1000"
      values["broker.session.timeout.ms"] = "5000"
    }
    values["advertised.listeners"] = "PLAINTEXT://\(node.address)"
    values.merge(extra) { _, new in new }
  }

  /// In the format of java.util.Properties, which reads a backslash as an escape.
  var text: String {
    values.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.replacing("\\", with: "\\\\"))\n" }
      .joined()
  }
}
