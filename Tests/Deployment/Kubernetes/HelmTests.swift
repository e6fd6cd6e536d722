import Foundation
import TestSupport
import Testing

/// Helm itself, where a machine has it: the witness of what renders the chart elsewhere.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)), .enabled(if: Chart.helm != nil, "needs helm on the PATH"))
struct HelmTests {
  @Test(arguments: ["values.yaml", "values-kafka-helm.yaml", "values-kafka-external.yaml"])
  func helmRendersWhatTheTestsRender(values: String) async throws {
    let helm = try #require(Chart.helm)
    let enabled = "serviceMonitor: {enabled: true}\nprometheusRule: {enabled: true}\ndashboards: {enabled: true}"
    let directory = try TemporaryDirectory("helm")
    let said = try await run(
      helm,
      [
        "template", "kafka-exporter", Chart.folder, "--namespace", "default", "--values", "\(Chart.folder)/\(values)", "--values",
        try directory.write(enabled, to: "enabled.yaml"),
      ]
    ).checked("helm template")
    func leaves(_ objects: [KubernetesObject]) -> [String: [String]] {
      Dictionary(objects.map { ("\($0.kind) \($0.name)", KubernetesValue($0.node).leaves) }, uniquingKeysWith: { first, _ in first })
    }
    let ours = try await Chart.objects(enabled, valueFiles: [values])
    #expect(leaves(try KubernetesObject.all(in: said.standardOutput, source: "helm")) == leaves(ours))
  }

  @Test func helmFindsNothingToComplainAbout() async throws {
    let said = try await run(try #require(Chart.helm), ["lint", "--strict", Chart.folder])
    #expect(said.status == 0, "\(said.standardOutput)\(said.standardError)")
  }
}
