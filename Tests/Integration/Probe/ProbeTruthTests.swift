import TestSupport
import Testing

extension RealBrokers {
  struct ProbeTruthTests {
    /// Kafka's own measure of the same thing, at the same time on the same brokers. Both wait for the same two cores, so the worst of several tries says more
    /// about the machine than about the probe: one try that agrees is enough.
    @Test func theMedianIsWhatKafkasOwnToolMeasures() async throws {
      let cluster = try await SharedClusters.cluster()
      var tries: [String] = []
      for _ in 0..<3 {
        let (own, kafkas) = try await medians(cluster)
        tries.append("probe \(own) ms, EndToEndLatency \(kafkas) ms")
        // The tool cuts its times down to whole milliseconds: its median is between this one and the next.
        let distance = max(kafkas - own, own - (kafkas + 1), 0)
        if distance <= max(0.2 * kafkas, 0.3) {
          print("medians: \(tries.joined(separator: "; "))")
          return
        }
      }
      Issue.record("\(tries.joined(separator: "; "))")
    }

    /// Milliseconds.
    private func medians(_ cluster: KafkaCluster) async throws -> (own: Double, kafkas: Double) {
      let (probed, measured) = (uniqueName("probe"), uniqueName("latency"))
      try await cluster.tools.createTopic(measured, replicationFactor: 3, configs: ["min.insync.replicas": "2"])
      let exporter = try await ExporterProcess.probing(cluster, topic: probed, ["--probe-interval", "20ms"])
      try await exporter.books("records come back") { $0.records("records_received_total").values.count { $0 > 5 } == 3 }
      let printed = try await run(
        "java",
        [
          "-cp", cluster.installation.classPath, "org.apache.kafka.tools.EndToEndLatency", "--bootstrap-server", cluster.bootstrap,
          "--topic", measured, "--num-records", "1500", "--producer-acks", "all", "--record-size", "20",
        ], within: .seconds(60)
      ).checked("EndToEndLatency").standardOutput
      let books = ProbeBooks(page: try await exporter.page())
      let quantiles = books.page.samples("kafka_probe_recent_roundtrip_seconds", ["quantile": "0.5"]).map(\.value).sorted()
      try await exporter.stop()
      for topic in [probed, measured] { try await cluster.tools.deleteTopic(topic) }
      let median = try #require(printed.firstMatch(of: /50th = ([0-9.]+)/).flatMap { Double($0.1) }, "\(printed)")
      return (try #require(quantiles.dropFirst().first) * 1000, median)
    }
  }
}
