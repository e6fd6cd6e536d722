import TestSupport
import Testing

extension RealBrokers {
  /// docker-compose.yaml's brokers really start with what it tells them, and say to clients what it promises.
  @Suite(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
  struct ComposeBrokerTests {
    @Test func threeBrokersOfTheDefaultProfileFormOneCluster() async throws {
      let brokers = try await ComposeBrokers.start(profile: "cluster", version: .v4_3)
      let inside = try await brokers.listing(at: "kafka-1:11000")
      #expect(inside == (try brokers.listed([1: "kafka-1:11000", 2: "kafka-2:11000", 3: "kafka-3:11000"])))
      let outside = try await brokers.listing(at: "localhost:10003")
      #expect(outside == (try brokers.listed([1: "localhost:10001", 2: "localhost:10002", 3: "localhost:10003"])))
      let clusterID = try await brokers.tools.clusterID()
      #expect(clusterID.contains("a2Fma2EtZXhwb3J0ZXItMQ"), "\(clusterID)")
      let quorum = try await brokers.tools.describeQuorum("--status")
      #expect(quorum.matches(of: /"id": [123]/).count >= 3, "\(quorum)")
      try await brokers.expectDefaults(replicationFactor: 3, minimumInSync: 2)
      try await brokers.expectTheExporterToBecomeHealthy("kafka-exporter")
      try await brokers.expectTopics(from: "topics", replicationFactor: 3)

      #expect(try await brokers.health(of: "kafka-2").status == 0)
      try await brokers.pause("kafka-2")
      await #expect(throws: HarnessError.self, "a broker that hangs does not answer its health check") {
        try await brokers.health(of: "kafka-2")
      }
      brokers.resume("kafka-2")
      #expect(try await brokers.health(of: "kafka-2", port: try FreePort.next()).status != 0)
      try await brokers.shutDown()
    }

    @Test func theBrokerOfTheProfileSingleWorksAlone() async throws {
      let brokers = try await ComposeBrokers.start(profile: "single", version: .v4_3)
      #expect(try await brokers.listing(at: "kafka:29092") == brokers.listed([1: "kafka:29092"]))
      #expect(try await brokers.listing(at: "localhost:9094") == brokers.listed([1: "localhost:9094"]))
      try await brokers.expectDefaults(replicationFactor: 1, minimumInSync: 1)
      try await brokers.expectTopics(from: "topics-single", replicationFactor: 1)
      #expect(try await brokers.health(of: "kafka").status == 0)
      try await brokers.shutDown()
    }

    @Test(.enabled(if: KafkaInstallation.isAvailable(.v3_3), "needs Kafka 3.3"))
    func theBrokersOfTheProfileConfluentFormOneClusterUnderTheSameNames() async throws {
      let brokers = try await ComposeBrokers.start(profile: "confluent", version: .v3_3)
      let inside = try await brokers.listing(at: "kafka-3:11000")
      #expect(inside == (try brokers.listed([1: "kafka-1:11000", 2: "kafka-2:11000", 3: "kafka-3:11000"])))
      let outside = try await brokers.listing(at: "localhost:10001")
      #expect(outside == (try brokers.listed([1: "localhost:10001", 2: "localhost:10002", 3: "localhost:10003"])))
      try await brokers.expectDefaults(replicationFactor: 3, minimumInSync: 2)
      try await brokers.expectTopics(from: "topics", replicationFactor: 3)
      #expect(try await brokers.health(of: "kafka-1-confluent").status == 0)
      try await brokers.shutDown()
    }
  }
}

extension ComposeBrokers {
  /// What a listing should say, with the addresses of the file moved as the brokers' were.
  fileprivate func listed(_ promised: [Int32: String]) throws -> [Int32: String] {
    promised.mapValues { addresses.translate($0) }
  }

  /// A topic that a producer's first record creates, and the topics that Kafka makes for itself.
  fileprivate func expectDefaults(replicationFactor: Int, minimumInSync: Int) async throws {
    let topic = uniqueName("made-by-a-producer")
    try await tools.produce(1, to: topic)
    let description = try await tools.describeTopics(topic)
    #expect(description.contains("PartitionCount: 10"), "\(description)")
    #expect(description.contains("ReplicationFactor: \(replicationFactor)"), "\(description)")
    let configs = try await tools.describeConfigs(broker: 1)
    // The external addresses mean another machine, or the container itself, where a broker connects to them.
    #expect(configs.contains(" inter.broker.listener.name=INTERNAL "))
    for (key, value) in [
      "offsets.topic.replication.factor": replicationFactor, "transaction.state.log.replication.factor": replicationFactor,
      "transaction.state.log.min.isr": minimumInSync,
    ] {
      #expect(configs.contains(" \(key)=\(value) "), "\(key)")
    }
  }
  /// The initialiser with its own command, twice: a second run finds all as it should be. Then its health check.
  fileprivate func expectTopics(from name: String, replicationFactor: Int) async throws {
    let service = try project.service(name)
    func inRepository(_ text: String) -> String { text.replacing("/etc/kafka-exporter/", with: packageRoot + "/configs/") }
    let environment = (service.environment ?? [:]).mapValues { inRepository(addresses.translate($0)) }
    let command = (service.command ?? []).map(inRepository)
    let first = try await ExporterProcess.run(command, environment: environment).checked(name).standardOutput
    #expect(first.contains("7 topics: 7 to create"), "\(first)")
    let second = try await ExporterProcess.run(command, environment: environment).checked(name).standardOutput
    #expect(second.contains("7 topics: 7 as in the file"), "\(second)")
    let description = try await tools.describeTopics("student-events")
    #expect(description.contains("PartitionCount: 3") && description.contains("ReplicationFactor: \(replicationFactor)"), "\(description)")

    let check = service.healthCommand
    let programs = try BuiltProducts.path(of: "exporter").dropLast("/exporter".count)
    let path = "PATH=\(programs):/usr/bin:/bin"
    _ = try await run("env", [path] + check, environment: environment).checked("\(check)")
    let wrong = try await run("env", [path] + check, environment: environment.merging(["TOPICS_FILE": "/nowhere"]) { $1 })
    #expect(wrong.status != 0)
  }

  /// The exporter's service with its own command, settings file and health check, the probe included.
  fileprivate func expectTheExporterToBecomeHealthy(_ name: String) async throws {
    let service = try project.service(name)
    let command = (service.command ?? []).map { $0.replacing("/etc/kafka-exporter/", with: packageRoot + "/configs/") }
    #expect(command.first == "serve")
    var environment = (service.environment ?? [:]).mapValues { addresses.translate($0) }
    // The probe's first figures are on the second page.
    environment["KAFKA_EXPORTER_INTERVAL"] = "1s"
    let exporter = try await ExporterProcess.serve(Array(command.dropFirst()), environment: environment)
    let check = service.healthCommand.map { $0.replacing("9308", with: "\(exporter.port)") }
    try await eventually(within: .seconds(15), every: .milliseconds(200), "\(name) is healthy") {
      try await run(try #require(check.first), Array(check.dropFirst()), within: .seconds(5)).status == 0
    }
    let page = try await exporter.page("the probe reads from every broker") {
      $0.samples("kafka_probe_records_received_total").count == services.count
    }
    #expect(page.samples("kafka_broker_up").count == services.count)
    try await exporter.stop()
    let ended = try await run(try #require(check.first), Array(check.dropFirst()), within: .seconds(5))
    #expect(ended.status != 0)
  }
}
