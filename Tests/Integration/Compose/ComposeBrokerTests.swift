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
    for (key, value) in [
      "offsets.topic.replication.factor": replicationFactor, "transaction.state.log.replication.factor": replicationFactor,
      "transaction.state.log.min.isr": minimumInSync,
    ] {
      #expect(configs.contains(" \(key)=\(value) "), "\(key)")
    }
  }
}
