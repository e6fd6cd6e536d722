/// A consumer in a process of its own: a live member of a group, for as long as the process lives.
public enum LiveConsumer {
  /// A member of a classic group: kcat, so librdkafka. Commits what it has read five times a second.
  public static func classic(
    _ cluster: KafkaCluster, group: String, topics: [String], clientID: String = "kcat", extra: [String] = []
  ) async throws(HarnessError) -> ChildProcess {
    let settings = ["auto.commit.interval.ms=200", "auto.offset.reset=earliest", "client.id=\(clientID)"] + extra
    return try await ChildProcess.start(
      "kcat", ["-b", cluster.bootstrap, "-q"] + settings.flatMap { ["-X", $0] } + ["-G", group] + topics)
  }

  /// A member of a consumer group of the new protocol (KIP-848): Kafka's console consumer. Needs 4.x brokers.
  public static func consumerProtocol(
    _ cluster: KafkaCluster, group: String, topic: String, clientID: String = "console"
  ) async throws(HarnessError) -> ChildProcess {
    try await console(cluster.tools, protocol: "consumer", group: group, topic: topic, clientID: clientID)
  }

  /// Kafka's console consumer as a member of a group of either protocol, `classic` or `consumer`.
  public static func console(
    _ tools: KafkaTools, protocol: String, group: String, topic: String, clientID: String = "console"
  ) async throws(HarnessError) -> ChildProcess {
    let properties = ["group.protocol=\(`protocol`)", "auto.commit.interval.ms=200", "auto.offset.reset=earliest", "client.id=\(clientID)"]
    let arguments = ["--bootstrap-server", tools.bootstrap, "--topic", topic, "--group", group]
    return try await ChildProcess.start(
      "java",
      JavaProgram.arguments(
        tools.installation, mainClass: tools.installation.version.className(of: .consoleConsumer),
        arguments + properties.flatMap { ["--command-property", $0] }))
  }
}
