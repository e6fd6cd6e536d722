import Foundation
import TestSupport
import Testing

/// The ConfigMaps that the sidecar of Grafana's chart loads.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct DashboardObjectTests {
  @Test func everyDashboardIsAConfigMapThatTheSidecarFindsAndKubernetesCanHold() async throws {
    let objects = try await Chart.objects("dashboards: {enabled: true, folder: Streams}").filter { $0.name.contains("-dashboard-") }
    let names = GeneratedFile.names(in: "grafana/dashboards", ending: ".json")
    #expect(objects.map(\.name) == names.map { "kafka-exporter-dashboard-\($0.dropLast(".json".count))" })
    for (object, name) in zip(objects, names) {
      #expect(object["metadata.labels"].texts["grafana_dashboard"] == "1")
      #expect(object["metadata.annotations"].texts["grafana_folder"] == "Streams")
      let text = try #require(object["data"].value(of: name).text)
      let original = try String(contentsOfFile: "\(packageRoot)/grafana/dashboards/\(name)", encoding: .utf8)
      #expect(text.trimmingCharacters(in: .newlines) == original.trimmingCharacters(in: .newlines), "\(name)")
      // kubectl apply keeps a copy in an annotation, and annotations hold 256 KiB.
      #expect(text.utf8.count < 250_000, "\(name)")
    }
  }
}
