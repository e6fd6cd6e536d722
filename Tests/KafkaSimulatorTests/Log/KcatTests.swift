import TestSupport
import Testing

@testable import KafkaSimulator

/// librdkafka, unchanged, writes and reads.
struct KcatTests {
  @Test(arguments: ["none", "gzip", "snappy", "lz4", "zstd"])
  func whatIsProducedComesBackByteForByte(codec: String) async throws {
    try await withSimulator(startingAt: .onTheWall) { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 3, replicationFactor: 3) }
      let kcat = Kcat(bootstrap: bootstrap[1])
      let values = (0..<500).map { "key-\($0)|value \($0 * 7919) ü \(String(repeating: "x", count: $0 % 50))" }
      try await kcat.produce(values, to: "orders", partition: 2, ["-z", codec, "-X", "batch.num.messages=50"])
      // Reading checks the checksums.
      let read = try await kcat.consume("orders", partition: 2, ["-X", "check.crcs=true"])
      #expect(read == values.enumerated().map { "\($0.offset)|\($0.element)" })
    }
  }

  @Test func headersTombstonesAndTimesAreKept() async throws {
    try await withSimulator(startingAt: .onTheWall) { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders") }
      let kcat = Kcat(bootstrap: bootstrap[0])
      let before = Timestamp.onTheWall.milliseconds
      try await kcat.produce(["a|", "b|there"], to: "orders", ["-Z", "-H", "trace=1", "-H", "trace=2"])
      let read = try await kcat.consume("orders", format: "%k|%S|%h|%T\n")
      let rows = read.map { $0.split(separator: "|").map { String($0) } }
      #expect(rows.map { $0.prefix(3) } == [["a", "-1", "trace=1,trace=2"], ["b", "5", "trace=1,trace=2"]])
      #expect(rows.allSatisfy { (Int64($0[3]) ?? 0) >= before && (Int64($0[3]) ?? 0) <= Timestamp.onTheWall.milliseconds })
    }
  }

  @Test func theBrokersClockStampsRecordsWhereTheTopicSaysSo() async throws {
    try await withSimulator(runs: false) { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", configuration: ["message.timestamp.type": "LogAppendTime"]) }
      let kcat = Kcat(bootstrap: bootstrap[0])
      try await kcat.produce(["a|1", "b|2"], to: "orders", ["-z", "lz4"])
      try await server.advance(by: .seconds(10))
      try await kcat.produce(["c|3"], to: "orders")
      let read = try await kcat.consume("orders", format: "%k|%T\n", ["-X", "check.crcs=true"])
      #expect(read == ["a|1800000000000", "b|1800000000000", "c|1800000010000"])
      #expect(try await kcat.consume("orders", from: "s@1800000000001") == ["2|c|3"])
    }
  }

  @Test func idempotentProducersNeedNothingButAnID() async throws {
    try await withSimulator(startingAt: .onTheWall) { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", replicationFactor: 3) }
      let kcat = Kcat(bootstrap: bootstrap[0])
      let values = (0..<300).map { "k|\($0)" }
      for _ in 0..<2 {
        try await kcat.produce(values, to: "orders", ["-X", "enable.idempotence=true", "-X", "batch.num.messages=20"])
      }
      #expect(try await kcat.consume("orders", format: "%k|%s\n") == values + values)
      #expect(try await server.withCluster { $0.nextProducerID } == 2)
    }
  }

  @Test func syntheticRecordsAreReadFromAnyOffsetAndTime() async throws {
    try await withSimulator(runs: false) { server, bootstrap in
      try await server.withCluster { cluster in
        let topic = try cluster.createTopic("orders", partitions: 2)
        // One record a second, up to now.
        cluster.seed(topic, records: 3_000, ofSize: 40, after: cluster.now + .seconds(-3_000), upTo: cluster.now)
        cluster.deleteRecords(of: topic, 1, before: 2_990)
      }
      let kcat = Kcat(bootstrap: bootstrap[0])
      let all = try await kcat.consume("orders", format: "%o %k %S %T\n", ["-X", "check.crcs=true"])
      #expect(all == (0..<3_000).map { "\($0) \($0) 40 \(1_799_997_001_000 + $0 * 1_000)" })
      #expect(try await kcat.consume("orders", partition: 1, format: "%k ").joined().split(separator: " ").first == "2990")
      #expect(
        try await kcat.consume("orders", from: "2998", format: "%o %s\n") == [
          "2998 record 2998 record 2998 record 2998 reco", "2999 record 2999 record 2999 record 2999 reco",
        ])
      #expect(try await kcat.consume("orders", from: "s@1799999998000", format: "%o\n") == ["2997", "2998", "2999"])
      #expect(try await kcat.consume("orders", from: "-2", format: "%o\n") == ["2998", "2999"])
    }
  }

  @Test func aReaderThatRetentionOvertakesGoesOnWhereTheLogStarts() async throws {
    try await withSimulator(runs: false) { server, bootstrap in
      try await server.withCluster { cluster in
        let topic = try cluster.createTopic("orders", configuration: ["retention.ms": "60000"])
        cluster.append(120, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now + .seconds(120))
      }
      try await server.advance(by: .seconds(120))
      let kcat = Kcat(bootstrap: bootstrap[0])
      #expect(try await kcat.consume("orders", from: "10", format: "%o\n", ["-X", "auto.offset.reset=earliest"]).first == "59")
      #expect(try await kcat.consume("orders", format: "%o\n").count == 61)
    }
  }

  @Test func leadersMoveWhileAReaderReads() async throws {
    try await withSimulator(startingAt: .onTheWall) { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", replicas: [[1, 2, 3]]) }
      let kcat = Kcat(bootstrap: bootstrap[2])
      try await kcat.produce(["a|1"], to: "orders")
      try await server.withCluster { $0.stopBroker(1) }
      try await kcat.produce(["b|2"], to: "orders")
      try await server.withCluster { cluster in
        cluster.startBroker(1)
        cluster.electPreferredLeaders()
      }
      try await kcat.produce(["c|3"], to: "orders")
      #expect(try await kcat.consume("orders") == ["0|a|1", "1|b|2", "2|c|3"])
    }
  }
}
