import Foundation
import KafkaExporter
import TestSupport
import Testing

@testable import generate_dashboards

struct SeriesTests {
  /// The golden page of two clusters has every family with its labels.
  @Test func exactlyTheSeriesOfAClusterAreNarrowedToTheClustersThatAreChosen() throws {
    let golden = "\(packageRoot)/Tests/KafkaExporterTests/Metrics/Golden/all.txt"
    let page = try PrometheusPage.parse(String(contentsOfFile: golden, encoding: .utf8))
    var found = 0
    for family in Catalogue.families where family.isDefault {
      let parts = ["", "_bucket", "_sum", "_count"].map { family.fullName() + $0 }
      let samples = page.samples.filter { parts.contains($0.name) }
      found += samples.isEmpty ? 0 : 1
      #expect(samples.allSatisfy { ($0.labels["cluster"] != nil) == family.isOfACluster }, "\(family.fullName())")
    }
    #expect(found > 70)
  }
}
