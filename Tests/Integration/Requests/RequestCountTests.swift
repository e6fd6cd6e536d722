import TestSupport
import Testing

extension RealBrokers {
  struct RequestCountTests {
    @Test func aPollTakesAboutSixRequestsABroker() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("counted")
      try await cluster.tools.createTopic(topic, partitions: 12, replicationFactor: 3)
      try await cluster.tools.produce(5, to: topic)
      // Enough groups that every broker coordinates some.
      for number in 0..<9 { try await cluster.tools.commit(group: uniqueName("counted-\(number)"), [.init(topic, 0, 2)]) }
      var members: [ChildProcess] = []
      for number in 0..<4 { members.append(try await LiveConsumer.classic(cluster, group: uniqueName("live-\(number)"), topics: [topic])) }
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "500ms", "--timeouts-request", "5s"])
      _ = try await exporter.page("members are seen") { page in
        page.samples("kafka_group_members").filter { $0.value == 1 && ($0.labels["group"] ?? "").hasPrefix("live-") }.count == 4
      }

      var timestamps: [Double] = []
      var before: [[String]: Double] = [:]
      let last = try await exporter.page("seven polls were seen") { page in
        let timestamp = page.value("kafka_exporter_snapshot_timestamp_seconds") ?? 0
        guard timestamp > timestamps.last ?? 0 else { return false }
        if timestamps.isEmpty { before = page.values("kafka_exporter_requests_total", by: "broker", "api", "outcome") }
        timestamps.append(timestamp)
        // The snapshots between the first and the last came from one poll each.
        return timestamps.count == 7
      }
      let after = last.values("kafka_exporter_requests_total", by: "broker", "api", "outcome")
      let spent = after.filter { $0.value > before[$0.key] ?? 0 }.map { ($0.key, $0.value - (before[$0.key] ?? 0)) }
      let perBroker = Dictionary(spent.map { ($0.0[0], $0.1 / 6) }, uniquingKeysWith: +)
      print("requests a poll: \(perBroker.sorted { $0.key < $1.key }.map { "broker \($0.key): \($0.value)" })")
      #expect(Set(perBroker.keys) == ["1", "2", "3"])
      // One broker also answers for the cluster: three requests more. Groups of two types take one more where a broker coordinates both.
      #expect(perBroker.values.allSatisfy { $0 < 9 }, "\(spent)")
      #expect(perBroker.values.reduce(0, +) / 3 <= 6, "\(spent)")
      #expect(spent.allSatisfy { $0.0[2] == "success" }, "\(spent)")
      for member in members { try await member.terminate() }
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }
  }
}
