import Glibc
import TestSupport
import Testing

extension RealBrokers {
  struct SeveralClustersTests {
    @Test func clustersOfOneDaemonAreToldApartAndOneThatFailsLeavesTheOtherAlone() async throws {
      let new = try await SharedClusters.cluster(.v4_3)
      let old = try await SharedClusters.cluster(.v3_3)
      // The same name in both, with different contents.
      let topic = uniqueName("everywhere")
      for cluster in [new, old] { try await cluster.tools.createTopic(topic) }
      try await new.tools.produce(4, to: topic)
      try await old.tools.produce(3, to: topic)
      let file = ConfigurationFile(new: new, old: old, directory: try TemporaryDirectory("clusters"))
      try file.write()
      let exporter = try await ExporterProcess.serve(["--config", file.path])
      let end = "kafka_topic_partition_log_end_offset"
      let page = try await exporter.page("both are there") {
        $0.value(end, ["cluster": "new", "topic": topic]) == 4 && $0.value(end, ["cluster": "old", "topic": topic]) == 3
      }
      let unnamed = page.samples.filter { $0.labels["cluster"] == nil }.map(\.name)
      let ofTheExporter = ["build_info", "page_bytes", "render_seconds", "series_dropped_total", "http_requests_total"]
      #expect(
        unnamed.allSatisfy { name in name.hasPrefix("process_") || ofTheExporter.contains { "kafka_exporter_\($0)" == name } },
        "\(Set(unnamed))")
      #expect(Set(page.samples.compactMap { $0.labels["cluster"] }) == ["new", "old"])
      #expect(page.value("kafka_cluster_brokers", ["cluster": "new"]) == 3)
      #expect(page.value("kafka_cluster_brokers", ["cluster": "old"]) == 1)

      try await old.pause(1)
      _ = try await exporter.page("the old one is down") { $0.value("kafka_broker_up", ["cluster": "old"]) == 0 }
      try await new.tools.produce(1, to: topic)
      let half = try await exporter.page("the new one goes on") { $0.value(end, ["cluster": "new", "topic": topic]) == 5 }
      #expect(half.value(end, ["cluster": "old", "topic": topic]) == 3)
      try await old.resume(1)
      _ = try await exporter.page("the old one is back") { $0.value("kafka_broker_up", ["cluster": "old"]) == 1 }
      #expect(exporter.logLines("cluster=old", "answer").count >= 2)
      #expect(exporter.logLines("cluster=new", "answer").isEmpty)
      try await exporter.stop()
      for cluster in [new, old] { try await cluster.tools.deleteTopic(topic) }
    }

    @Test func aChangedFileTakesEffectAndAWrongOneChangesNothing() async throws {
      let new = try await SharedClusters.cluster(.v4_3)
      let old = try await SharedClusters.cluster(.v3_3)
      let kept = uniqueName("kept")
      let dropped = uniqueName("dropped")
      for topic in [kept, dropped] { try await new.tools.createTopic(topic) }
      let file = ConfigurationFile(new: new, old: old, directory: try TemporaryDirectory("reload"))
      try file.write()
      let exporter = try await ExporterProcess.serve(["--config", file.path])
      func topics(_ page: PrometheusPage) -> Set<String> {
        Set(page.samples("kafka_topic_info", ["cluster": "new"]).compactMap { $0.labels["topic"] })
      }
      _ = try await exporter.page("both topics are there") { topics($0).isSuperset(of: [kept, dropped]) }

      try file.write(extra: "topics:\n  exclude: [\"dropped-.*\"]\n")
      exporter.process.signal(SIGHUP)
      _ = try await exporter.page("the new filter holds") { topics($0).contains(kept) && !topics($0).contains(dropped) }
      #expect(exporter.logLines("configuration reloaded").count == 1)

      try file.write(extra: "topics:\n  exclude: []\n  inclde: [\"kept\"]\n")
      exporter.process.signal(SIGHUP)
      try await eventually("it says what is wrong") { !exporter.logLines("level=error").isEmpty }
      let complaint = try #require(exporter.logLines("level=error").first)
      #expect(complaint.contains("\(file.path):\(file.lineAfterClusters + 2):"), "\(complaint)")
      #expect(complaint.contains("topics.inclde") && complaint.contains("include"))
      let timestamp = try await exporter.page().samples("kafka_exporter_snapshot_timestamp_seconds").map(\.value).max() ?? 0
      let later = try await exporter.page("it goes on polling") {
        ($0.samples("kafka_exporter_snapshot_timestamp_seconds").map(\.value).min() ?? 0) > timestamp
      }
      #expect(topics(later).contains(kept) && !topics(later).contains(dropped))

      try file.write()
      exporter.process.signal(SIGHUP)
      _ = try await exporter.page("without the filter both are there again") { topics($0).isSuperset(of: [kept, dropped]) }
      try await exporter.stop()
      for topic in [kept, dropped] { try await new.tools.deleteTopic(topic) }
    }
  }
}

/// A file with two clusters, and what a test adds to it.
private struct ConfigurationFile {
  let new: KafkaCluster
  let old: KafkaCluster
  let directory: TemporaryDirectory

  var path: String { directory.path(of: "exporter.yaml") }
  /// Where what is added begins, counted from 1.
  var lineAfterClusters: Int { clusters.split(separator: "\n").count + 1 }

  func write(extra: String = "") throws(HarnessError) {
    try directory.write(clusters + extra, to: "exporter.yaml")
  }

  private var clusters: String {
    """
    interval: 300ms
    clusters:
      - name: new
        bootstrap: ["\(new.nodes[0].address)", "\(new.nodes[1].address)"]
      - name: old
        bootstrap: ["\(old.bootstrap)"]

    """
  }
}
