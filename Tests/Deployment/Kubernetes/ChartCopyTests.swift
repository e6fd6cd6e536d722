import Foundation
import TestSupport
import Testing

/// A chart cannot reach outside its folder, so it carries copies.
struct ChartCopyTests {
  @Test(arguments: [
    (source: "prometheus/rules", copy: "deploy/kubernetes/chart/files/rules", ending: ".yml"),
    (source: "grafana/dashboards", copy: "deploy/kubernetes/chart/files/dashboards", ending: ".json"),
  ])
  func theChartHasExactlyTheRulesAndDashboardsOfTheRepository(source: String, copy: String, ending: String) throws {
    let names = GeneratedFile.names(in: source, ending: ending)
    #expect(!names.isEmpty)
    for name in names {
      try GeneratedFile(path: "\(copy)/\(name)").expect(String(contentsOfFile: "\(packageRoot)/\(source)/\(name)", encoding: .utf8))
    }
    if GeneratedFile.isUpdating {
      for name in GeneratedFile.names(in: copy, ending: ending) where !names.contains(name) {
        try FileManager.default.removeItem(atPath: "\(packageRoot)/\(copy)/\(name)")
      }
    }
    #expect(GeneratedFile.names(in: copy, ending: ending) == names)
  }
}
