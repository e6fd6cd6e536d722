import Foundation
import KafkaSimulator
import TestSupport
import Testing

/// Kafka's own tools, unchanged, look at logs, write them and read them.
@Suite(.serialized, .enabled(if: KafkaInstallation.isAvailable, Comment(rawValue: KafkaInstallation.hint)))
struct KafkaToolTests {
  private func withTools(_ body: (SimulatorServer, KafkaTools) async throws -> Void) async throws {
    let installation = try KafkaInstallation.required(.v4_3)
    try await withSimulator(startingAt: .onTheWall) { server, bootstrap in
      try await body(server, KafkaTools(installation: installation, bootstrap: "\(bootstrap[0])"))
    }
  }

  @Test func getOffsetsShowsEveryKindOfOffset() async throws {
    try await withTools { server, tools in
      let now = Timestamp.onTheWall
      try await server.withCluster { cluster in
        let topic = try cluster.createTopic("orders", partitions: 3, replicationFactor: 2)
        // One record a second.
        cluster.append(100, ofSize: 10, to: topic, 0, after: now + .seconds(-100), upTo: now)
        cluster.append(200, ofSize: 10, to: topic, 1, after: now + .seconds(-200), upTo: now)
        cluster.deleteRecords(of: topic, 1, before: 150)
      }
      #expect(try await tools.offsets(of: "orders", at: "latest") == [0: "100", 1: "200", 2: "0"])
      #expect(try await tools.offsets(of: "orders", at: "earliest") == [0: "0", 1: "150", 2: "0"])
      #expect(try await tools.offsets(of: "orders", at: "max-timestamp") == [0: "99", 1: "199"])
      #expect(try await tools.offsets(of: "orders", at: "earliest-local") == [0: "0", 1: "150", 2: "0"])
      #expect(try await tools.offsets(of: "orders", at: "latest-tiered") == [:])
      #expect(try await tools.offsets(of: "orders", at: "\(now.milliseconds - 60_000)") == [0: "39", 1: "150"])
    }
  }

  @Test func deleteRecordsMovesTheStartAndLogDirsShowsWhatIsLeft() async throws {
    try await withTools { server, tools in
      try await server.withCluster { cluster in
        let topic = try cluster.createTopic("orders", replicationFactor: 3)
        cluster.seed(topic, records: 1_000, ofSize: 100, after: cluster.now + .seconds(-10), upTo: cluster.now)
      }
      let before = try partitionSizes(try await tools.logDirs(of: ["orders"]))
      #expect(before.count == 3 && Set(before.values).count == 1)
      try await tools.deleteRecords("orders", partition: 0, before: 600)
      #expect(try await tools.offsets(of: "orders", at: "earliest") == [0: "600"])
      let after = try partitionSizes(try await tools.logDirs(of: ["orders"]))
      #expect(after.mapValues { $0 * 10 } == before.mapValues { $0 * 4 })
    }
  }

  /// Bytes of the one partition, by broker.
  private func partitionSizes(_ json: String) throws -> [Int: Int] {
    struct Described: Decodable {
      struct Broker: Decodable { var broker: Int, logDirs: [Directory] }
      struct Directory: Decodable { var partitions: [Partition] }
      struct Partition: Decodable { var size: Int }
      var brokers: [Broker]
    }
    let described = try JSONDecoder().decode(Described.self, from: Data(json.utf8))
    return Dictionary(uniqueKeysWithValues: described.brokers.map { ($0.broker, $0.logDirs[0].partitions[0].size) })
  }

  @Test func consoleProducerAndConsumerExchangeRecords() async throws {
    try await withTools { server, tools in
      try await server.withCluster { _ = try $0.createTopic("orders", replicationFactor: 3) }
      let lines = (0..<50).map { "line \($0)" }
      try await tools.produceFromConsole(lines, to: "orders", ["--compression-codec", "zstd"])
      #expect(try await tools.consumeToConsole(50, of: "orders") == lines)
      #expect(try await tools.consumeToConsole(3, of: "orders", from: "47") == Array(lines[47...]))
    }
  }

  @Test func consoleConsumerReadsSyntheticRecords() async throws {
    try await withTools { server, tools in
      try await server.withCluster { cluster in
        let topic = try cluster.createTopic("orders", replicationFactor: 3)
        cluster.seed(topic, records: 2_000, ofSize: 9, after: cluster.now + .seconds(-10), upTo: cluster.now)
      }
      let read = try await tools.consumeToConsole(1_000, of: "orders", from: "1000", ["--formatter-property", "print.key=true"])
      #expect(read == (1_000..<2_000).map { "\($0)\trecord \(String($0).prefix(2))" })
    }
  }

  @Test func aProducerUnderLoadLosesNothing() async throws {
    try await withTools { server, tools in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 3, replicationFactor: 3) }
      let report = try await tools.measureProducing(20_000, ofSize: 500, to: "orders", ["enable.idempotence=true", "acks=all"])
      #expect(report.hasPrefix("20000 records sent"))
      let ends = try await tools.offsets(of: "orders", at: "latest")
      #expect(ends.values.compactMap { Int($0) }.reduce(0, +) == 20_000)
      #expect(try await tools.measureConsuming(20_000, of: "orders") == 20_000)
    }
  }

  @Test func aTransactionalProducerIsToldAtOnceThatItMayNot() async throws {
    try await withTools { server, tools in
      try await server.withCluster { _ = try $0.createTopic("orders") }
      let refusal = await #expect(throws: HarnessError.self) {
        try await tools.produceTransactionally(1, to: "orders", transactionalID: "payments")
      }
      #expect(refusal?.description.contains("TransactionalIdAuthorizationException") == true)
    }
  }
}
