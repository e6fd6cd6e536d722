import Foundation
import KafkaExporter
import Testing

struct CatalogueTests {
  @Test func namesAreUniqueInBothFormats() {
    #expect(Set(Catalogue.names).count == Catalogue.names.count)
    let openMetrics = Catalogue.names.map { $0.replacing(/_(total|info)$/, with: "") }
    #expect(Set(openMetrics).count == openMetrics.count)
  }

  @Test("a declaration keeps the conventions", arguments: Catalogue.families.map(\.name))
  func conventions(name: String) throws {
    let family = try #require(Catalogue.families.first { $0.name == name })
    #expect((family.kind == .counter) == name.hasSuffix("_total"))
    #expect((family.kind == .info) == name.hasSuffix("_info"))
    #expect(name.wholeMatch(of: /[a-z][a-z_]*[a-z]/) != nil)
    #expect(family.help.hasSuffix(".") && !family.help.contains("\n"))
    #expect(Set(family.labels).count == family.labels.count)
    #expect(family.labels.contains(.partition) == (family.level == .partition))
    if let unit = family.unit, unit != .records { #expect(name.contains("_\(unit.rawValue)")) }
  }

  @Test func theReferenceInDocsIsWhatIsDeclared() throws {
    try GoldenFile("../../../docs/metrics.md").expect(MetricsReference.markdown)
  }
}
