import Foundation
import TestSupport
import Testing

/// The queries of the recipes, on a real Prometheus that scraped two exporters of the same simulated cluster: as one that has two replicas does.
struct AutoscalingTests {
  private static let folder = "\(packageRoot)/deploy/kubernetes"

  @Test func everyQueryGivesOneValueOfOneGroupThoughTwoExportersWatchIt() async throws {
    let demo = try await DemoProcess.start()
    let replica = try await ExporterProcess.serve(["--bootstrap", demo.bootstrap, "--interval", "1s"])
    let prometheus = try await PrometheusServer.start(
      scraping: [demo.port, replica.port], extraConfiguration: "    relabel_configs: [{target_label: job, replacement: kafka-exporter}]")
    try await eventually(within: .seconds(20), "both exporters were scraped twice") {
      let lags = try await prometheus.query("kafka_group_topic_lag{group=\"billing\",topic=\"orders\"}")
      let slopes = try await prometheus.query("deriv(kafka_topic_log_end_offset_sum{topic=\"orders\"}[1m])")
      return lags.count == 2 && slopes.count == 2
    }

    let triggers = try KubernetesObject.all(inFile: "\(Self.folder)/keda/scaledobject.yaml").only("ScaledObject")["spec.triggers"].list
    #expect(triggers.map { $0["name"].text } == ["lag", "throughput"])
    for trigger in triggers {
      let query = try #require(trigger["metadata.query"].text)
      let found = try await prometheus.query(query)
      #expect(found.count == 1, "\(query) gives \(found)")
      #expect(found.first.map { $0.value.isFinite && $0.value >= 0 } == true)
      #expect(trigger["metadata.threshold"].text.flatMap(Double.init).map { $0 > 0 } == true)
      #expect(trigger["metadata.ignoreNullValues"].text == "false", "KEDA would take a missing series for a lag of 0")
    }
    // 300 records a second are written to `orders`, in waves.
    let throughput = try await prometheus.query(try #require(triggers.last?["metadata.query"].text)).first?.value
    #expect(throughput.map { (30...5000).contains($0) } == true, "\(String(describing: throughput))")

    let adapted = try await prometheus.query(try Self.queryOfAdapter())
    #expect(adapted.count == 1, "\(adapted): an autoscaler adds them up")
    let lag = try await prometheus.query(try #require(triggers.first?["metadata.query"].text)).first
    #expect(adapted.first?.labels == lag?.labels)

    try await prometheus.stop()
    try await replica.stop()
    try await demo.process.terminate()
  }

  @Test func noRecipeStartsMoreConsumersThanTheTopicHasPartitions() throws {
    let scaled = try KubernetesObject.all(inFile: "\(Self.folder)/keda/scaledobject.yaml").only("ScaledObject")
    let scaler = try KubernetesObject.all(inFile: "\(Self.folder)/hpa/horizontalpodautoscaler.yaml").only("HorizontalPodAutoscaler")
    let orders = try KubernetesObject.all(inFile: "\(packageRoot)/configs/demo/default.yaml")[0]["topics"].list.first {
      $0["name"].text == "orders"
    }
    let partitions = try #require(orders?["partitions"].text.flatMap(Int.init))
    #expect(scaled["spec.maxReplicaCount"].text == "\(partitions)")
    #expect(scaler["spec.maxReplicas"].text == "\(partitions)")
    // Never to none for want of a number.
    #expect(scaled["spec.minReplicaCount"].text == "1" && scaler["spec.minReplicas"].text == "1")
    let fallback = try #require(scaled["spec.fallback.replicas"].text.flatMap(Int.init))
    #expect((2..<partitions).contains(fallback))
  }

  /// What the adapter asks Prometheus for the metric of the HorizontalPodAutoscaler.
  private static func queryOfAdapter() throws -> String {
    let rule = try KubernetesObject.all(inFile: "\(folder)/hpa/prometheus-adapter-values.yaml")[0]["rules.external[0]"]
    let metric = try KubernetesObject.all(inFile: "\(folder)/hpa/horizontalpodautoscaler.yaml")[0]["spec.metrics[0].external.metric"]
    let series = try #require(metric["name"].text)
    #expect(rule["seriesQuery"].text?.hasPrefix(series) == true)
    #expect(rule["resources.namespaced"].text == "false")
    let matchers = metric["selector.matchLabels"].texts.map { "\($0.key)=\"\($0.value)\"" }.sorted().joined(separator: ",")
    return try #require(rule["metricsQuery"].text).replacingOccurrences(of: "<<.Series>>", with: series)
      .replacingOccurrences(of: "<<.LabelMatchers>>", with: matchers)
  }
}
