import Foundation
import TestSupport
import Testing

/// Grafana's own models as the judge: a field that they lose is misspelled, or stands where Grafana does not look for it.
@Suite(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
struct GrafanaModelTests {
  /// What belongs to the Prometheus data source and not to the dashboard: the models leave it out.
  private static let ofTheDataSource = [".definition", ".titleFormat", ".textFormat"]

  @Test func grafanaKnowsEveryFieldOfEveryDashboard() async throws {
    let files = try GrafanaDashboard.fileNames().map { "\(GrafanaDashboard.folder)/\($0)" }
    let lost = try await lostFields(files)
    #expect(lost.filter { line in !Self.ofTheDataSource.contains { line.hasSuffix($0) } } == [])
    #expect(!lost.isEmpty, "the models have read nothing")
  }

  @Test(arguments: [
    (#""graphTooltip""#, #""grafTooltip""#, ".grafTooltip"), (#""drawStyle""#, #""drawstyle""#, ".drawstyle"),
    (#""cellHeight""#, #""cellheight""#, ".cellheight"), (#""noValue""#, #""no_value""#, ".no_value"),
    (#""allValue""#, #""all_value""#, ".all_value"),
  ]) func aMisspelledFieldIsSeen(name: String, misspelled: String, path: String) async throws {
    let folder = try TemporaryDirectory("dashboards")
    let text = try String(contentsOfFile: "\(GrafanaDashboard.folder)/overview.json", encoding: .utf8)
    let file = try folder.write(text.replacing(name, with: misspelled, maxReplacements: 1), to: "wrong.json")
    #expect(try await lostFields([file]).contains { $0.hasSuffix(path) })
  }

  private func lostFields(_ files: [String]) async throws -> [String] {
    let script = "\(packageRoot)/Tests/Deployment/Grafana/lost-fields.py"
    let finished = try await run(TestTools.path(of: "python"), [script] + files).checked("Grafana's models")
    return finished.standardOutput.split(separator: "\n").map(String.init)
  }
}
