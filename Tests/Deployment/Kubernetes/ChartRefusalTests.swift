import TestSupport
import Testing

/// Values that each are sound and do not fit together: no schema can say so.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct ChartRefusalTests {
  @Test(arguments: [
    ("config: {listen: ':9999'}", "config.listen: the address follows the value port; set that"),
    ("config: {bootstrap: null}", "config.bootstrap: no broker to ask first, and no clusters in its place"),
    (
      "config: {clusters: [{name: a, bootstrap: ['a:1']}]}\nkafkaPods: {name: kafka}",
      "kafkaPods.name: config.clusters names its brokers itself"
    ),
    (
      "fullnameOverride: watcher\nserviceMonitor: {enabled: true}",
      "fullnameOverride: the name watcher becomes the job in Prometheus, and must have kafka-exporter in it"
    ),
    (
      "config: {clusters: [{name: a, bootstrap: ['a:1']}]}\nserviceMonitor: {enabled: true, cluster: b}",
      "serviceMonitor.cluster: the exporter's own label cluster tells config.clusters apart"
    ),
  ])
  func whatDoesNotFitTogetherIsRefusedWithTheValueToChange(values: String, says: String) async throws {
    let error = await #expect(throws: HarnessError.self) { try await Chart.text(values) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "no error")")
  }
}
