import Foundation
import TestSupport
import Testing

/// deploy/kubernetes/manifests: the chart with its default values, for who has only kubectl.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct ManifestTests {
  private static let folder = "deploy/kubernetes/manifests"
  private static let operatorKinds = ["servicemonitor.yaml", "prometheusrule.yaml"]

  @Test func theManifestsAreTheChartWithItsDefaultValues() async throws {
    let chart = try await Chart.text("serviceMonitor: {enabled: true}\nprometheusRule: {enabled: true}")
    let files = try Self.files(of: chart)
    for (name, text) in files {
      let folder = Self.operatorKinds.contains(name) ? "\(Self.folder)/prometheus-operator" : Self.folder
      try GeneratedFile(path: "\(folder)/\(name)").expect(text)
    }
    #expect(Self.operatorKinds.allSatisfy { files.keys.contains($0) })
  }

  /// So that `kubectl apply --kustomize` applies all of them, and a cluster without the operator is not asked for kinds that it refuses.
  @Test(arguments: ["", "/prometheus-operator"]) func theKustomizationListsEveryManifestOfItsFolder(subfolder: String) throws {
    let folder = Self.folder + subfolder
    let kustomization = try #require(try KubernetesObject.all(inFile: "\(packageRoot)/\(folder)/kustomization.yaml").first)
    let resources = kustomization["resources"].list.compactMap(\.text)
    #expect(resources.sorted() == GeneratedFile.names(in: folder, ending: ".yaml").filter { $0 != "kustomization.yaml" })
    for file in resources {
      let objects = try KubernetesObject.all(inFile: "\(packageRoot)/\(folder)/\(file)")
      #expect(objects.allSatisfy { !$0["metadata.namespace"].isThere }, "\(file) would not follow kubectl --namespace")
      #expect(objects.contains { $0["apiVersion"].text?.hasPrefix("monitoring.coreos.com") == true } == !subfolder.isEmpty)
    }
  }

  /// One file a template, without what only a release of Helm has: who applies them with kubectl chooses the namespace, and Helm owns nothing.
  private static func files(of chart: String) throws(HarnessError) -> [String: String] {
    var files: [String: String] = [:]
    for document in "\n\(chart)".components(separatedBy: "\n---\n# Source: ").dropFirst() {
      let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
      guard let name = lines.first?.split(separator: "/").last else {
        throw HarnessError("no template's name before \(document.prefix(50))")
      }
      let kept = lines.dropFirst().filter { line in
        !["  namespace: default", "    app.kubernetes.io/managed-by: Helm"].contains(line) && !line.hasPrefix("    helm.sh/chart: ")
      }
      let text = kept.joined(separator: "\n").trimmingCharacters(in: .newlines) + "\n"
      files[String(name), default: ""] += files.keys.contains(String(name)) ? "---\n\(text)" : text
    }
    return files
  }
}
