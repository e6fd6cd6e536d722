import TestSupport
import Testing

extension RealBrokers {
  struct LostBrokerTests {
    @Test func aBrokerThatIsKilledIsDownAndUpAgainAfterItsRestart() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("replicated")
      try await cluster.tools.createTopic(topic, partitions: 3, replicationFactor: 3)
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "500ms", "--stale-after", "2s"])
      _ = try await exporter.page("all brokers answer") { $0.samples("kafka_broker_up").filter { $0.value == 1 }.count == 3 }
      try await cluster.kill(2)
      _ = try await exporter.page("broker 2 is down, the others are not") {
        $0.values("kafka_broker_up", by: "broker") == [["1"]: 1, ["2"]: 0, ["3"]: 1]
      }
      let shrunk = try await exporter.page("its replicas left the in-sync sets") {
        ($0.value("kafka_cluster_partitions_under_replicated") ?? 0) > 0
      }
      #expect(!shrunk.samples("kafka_topic_partition_under_replicated").isEmpty)
      // An alert on a broker that is down must not resolve because it has been down for long.
      let timestamp = "kafka_exporter_snapshot_timestamp_seconds"
      let left = try await exporter.page("it left the metadata") { $0.value("kafka_cluster_brokers") == 2 }.value(timestamp) ?? 0
      let later = try await exporter.page("facts of that time are stale") { ($0.value(timestamp) ?? 0) > left + 4 }
      #expect(later.value("kafka_broker_up", ["broker": "2"]) == 0)
      try await cluster.restart(2)
      _ = try await exporter.page("all is well again") {
        $0.samples("kafka_broker_up").filter { $0.value == 1 }.count == 3 && $0.value("kafka_cluster_partitions_under_replicated") == 0
          && $0.samples("kafka_topic_partition_under_replicated").isEmpty && $0.value("kafka_cluster_brokers") == 3
      }
      #expect(exporter.logLines("broker does not answer", "broker=2 ").count == 1)
      #expect(exporter.logLines("broker answers again", "broker=2 ").count == 1)
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func itStartsWithoutKafkaSaysSoAndIsReadyWhenKafkaComes() async throws {
      let cluster = try await SharedClusters.cluster(.v3_9)
      try await cluster.stop(1)
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "300ms"])
      let reason = try await eventually("it says why it is not ready") { () -> String? in
        let response = try await exporter.get("/ready")
        return response.status == 503 && response.text.contains("no broker of \(cluster.bootstrap) answers") ? response.text : nil
      }
      #expect(reason.contains("refused"))
      #expect(try await exporter.get("/health").status == 200)
      let empty = try await exporter.page()
      #expect(empty.value("kafka_exporter_collector_success", ["collector": "topics"]) == 0)
      #expect(empty.samples("kafka_topic_partition_log_end_offset").isEmpty)
      try await cluster.restart(1)
      try await exporter.awaitReady()
      _ = try await exporter.page("the page is whole") {
        $0.value("kafka_broker_up", ["broker": "1"]) == 1
          && $0.value("kafka_exporter_collector_success", ["collector": "log_end_offsets"]) == 1
      }
      #expect(exporter.logLines("no broker answers").count == 1)
      #expect(exporter.logLines("brokers answer again").count == 1)
      try await exporter.stop()
    }

    @Test func oneLivingAddressOfTheBootstrapListIsEnough() async throws {
      let cluster = try await SharedClusters.cluster()
      let dead = try FreePort.next()
      let list = "127.0.0.1:\(dead),no-such-host.invalid:9092,\(cluster.nodes[1].address)"
      let exporter = try await ExporterProcess.serve(["--bootstrap", list, "--interval", "1s"])
      let page = try await exporter.page("all brokers were found") { $0.samples("kafka_broker_up").filter { $0.value == 1 }.count == 3 }
      #expect(page.value("kafka_cluster_brokers") == 3)
      #expect(page.value("kafka_exporter_collector_success", ["collector": "log_end_offsets"]) == 1)
      try await exporter.stop()
    }
  }
}
