import KafkaSimulator
import TestSupport
import Testing
import Transport

/// Groups of real clients (librdkafka, by way of kcat), whose brokers are simulated.
struct LiveGroupTests {
  @Test func membersShareThePartitionsAndTakeOverFromThoseThatLeave() async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 4) }
      let first = try await member("first", of: "readers", bootstrap)
      try await eventually("one member has everything") { try await partitions(server) == ["first": 4] }
      let second = try await member("second", of: "readers", bootstrap)
      try await eventually("two members have half each") { try await partitions(server) == ["first": 2, "second": 2] }
      try await first.terminate()
      try await eventually("who is left has everything") { try await partitions(server) == ["second": 4] }
      try await second.terminate()
      try await eventually("the group is empty") { try await state(server) == "Empty" }
    }
  }

  @Test func aMemberThatIsKilledIsMissedWhenItsSessionEnds() async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 4) }
      let first = try await member("first", of: "readers", bootstrap)
      let second = try await member("second", of: "readers", bootstrap)
      try await eventually("two members have half each") { try await partitions(server) == ["first": 2, "second": 2] }
      try await first.kill()
      #expect(try await partitions(server)["first"] == 2, "nobody said that it was gone")
      try await eventually(within: .seconds(20), "who is left has everything") { try await partitions(server) == ["second": 4] }
      try await second.terminate()
    }
  }

  @Test func whatAGroupReadIsCommitted() async throws {
    try await withSimulator { server, bootstrap in
      // The client's clock is far behind the cluster's: the records are old when they come.
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 2, configuration: ["retention.ms": "-1"]) }
      let directory = try TemporaryDirectory("records")
      let records = try directory.write((0..<50).map { "\($0):value\n" }.joined(), to: "records")
      _ = try await run(
        "kcat", ["-b", bootstrap[0].description, "-P", "-t", "orders", "-K", ":"], input: records, within: .seconds(20)
      ).checked("kcat -P")
      let reader = try await member("first", of: "readers", bootstrap)
      try await eventually("all that was read is committed") { try await committed(server) == 50 }
      #expect(reader.standardOutput.split(separator: "\n").count == 50)
      try await reader.terminate()
    }
  }

  private func member(_ clientID: String, of group: String, _ bootstrap: [HostPort]) async throws -> ChildProcess {
    let settings = ["auto.commit.interval.ms=200", "auto.offset.reset=earliest", "session.timeout.ms=6000", "client.id=\(clientID)"]
    return try await ChildProcess.start(
      "kcat", ["-b", bootstrap[0].description, "-q", "-u"] + settings.flatMap { ["-X", $0] } + ["-G", group, "orders"])
  }

  /// How many partitions each member of the stable group `readers` has, by client id.
  private func partitions(_ server: SimulatorServer) async throws -> [String: Int] {
    try await server.withCluster { cluster in
      guard cluster.group("readers")?.state == "Stable" else { return [:] }
      return Dictionary(cluster.members(of: "readers").map { ($0.clientID, $0.partitions.values.reduce(0) { $0 + $1.count }) }) { $0 + $1 }
    }
  }

  private func state(_ server: SimulatorServer) async throws -> String? {
    try await server.withCluster { $0.group("readers")?.state }
  }

  private func committed(_ server: SimulatorServer) async throws -> Int64 {
    try await server.withCluster { cluster in
      cluster.group("readers")?.commits["orders"]?.commits.reduce(0) { $0 + $1.commit.offset } ?? 0
    }
  }
}
