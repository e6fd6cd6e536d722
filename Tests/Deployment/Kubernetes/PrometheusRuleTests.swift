import Foundation
import TestSupport
import Testing

/// The rules as the chart hands them to the Prometheus operator.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct PrometheusRuleTests {
  private static let folder = "prometheus/rules"

  @Test func theRulesAreThoseOfTheRepositoryFileByFile() async throws {
    let rendered = try await Self.rules("")
    let files = GeneratedFile.names(in: Self.folder, ending: ".yml")
    #expect(!files.isEmpty)
    #expect(rendered.map(\.name) == files.map { "kafka-exporter-\($0.dropLast(".yml".count))" })
    for (object, file) in zip(rendered, files) {
      let original = try KubernetesObject.all(inFile: "\(packageRoot)/\(Self.folder)/\(file)")[0]["groups"]
      #expect(object["spec.groups"].leaves == original.leaves, "\(file)")
    }
  }

  @Test func everyRunbookIsWhereTheValueSays() async throws {
    let rendered = try await Self.rules("prometheusRule: {runbookBaseURL: 'https://wiki.example.com/kafka/'}")
    let alerts = rendered.flatMap { $0["spec.groups"].list }.flatMap { $0["rules"].list }.filter { $0["alert"].isThere }
    #expect(!alerts.isEmpty)
    for alert in alerts {
      let name = try #require(alert["alert"].text)
      #expect(alert["annotations.runbook_url"].text == "https://wiki.example.com/kafka/\(name).md")
    }
  }

  @Test func promtoolTakesTheRenderedRules() async throws {
    let documents = try await Chart.text("prometheusRule: {enabled: true}").components(separatedBy: "\n---\n")
    let directory = try TemporaryDirectory("rules")
    var files: [String] = []
    for document in documents where document.contains("\nkind: PrometheusRule\n") {
      // What is below `spec:` is a rule file, two columns further in.
      let spec = try #require(document.components(separatedBy: "\nspec:\n").last)
      let lines = spec.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(2) }
      files.append(try directory.write(lines.joined(separator: "\n"), to: "\(files.count).yml"))
    }
    #expect(files.count == GeneratedFile.names(in: Self.folder, ending: ".yml").count)
    let said = try await run("promtool", ["check", "rules"] + files)
    #expect(said.status == 0, "\(said.standardOutput)\(said.standardError)")
    #expect(said.standardOutput.components(separatedBy: "SUCCESS").count == files.count + 1)
  }

  private static func rules(_ values: String) async throws -> [KubernetesObject] {
    try await Chart.objects("prometheusRule: {enabled: true}", values).filter { $0.kind == "PrometheusRule" }
  }
}
