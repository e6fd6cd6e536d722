import Foundation
import KafkaExporter
import TestSnapshots
import Testing

struct GoldenPageTests {
  struct Page: CustomTestStringConvertible {
    var file: String
    var families: FamilySelection
    var format: PageFormat

    var testDescription: String { file }

    var text: String {
      PageRenderer(settings: PageSettings(families: families)).text(Pages.awkward, Pages.exporter, format: format)
    }
  }

  static let pages = [
    Page(file: "default.txt", families: .default, format: .text),
    Page(file: "default-openmetrics.txt", families: .default, format: .openMetrics),
    Page(file: "all.txt", families: .all, format: .text), Page(file: "all-openmetrics.txt", families: .all, format: .openMetrics),
  ]

  @Test("pages are what they were, byte for byte", arguments: pages)
  func golden(page: Page) throws {
    try GoldenFile("Golden/\(page.file)").expect(page.text)
  }

  @Test("OpenMetrics pages follow the specification, and every series has the labels that its family declares", arguments: pages)
  func strict(page: Page) throws {
    guard page.format == .openMetrics else { return }
    let families = try OpenMetricsPage(page.text).families
    let declared = Dictionary(
      uniqueKeysWithValues: Catalogue.families.map { family in
        (family.fullName().replacing(/_(total|info)$/, with: ""), family)
      })
    for family in families {
      let declaration = try #require(declared[family.name])
      let perCluster = declaration.level != .exporter
      for sample in family.samples {
        let names = sample.labels.map(\.name).filter { $0 != "le" && $0 != "quantile" }
        #expect(names.filter { $0 != "cluster" } == declaration.labels.map(\.name), "\(sample)")
        #expect(names.first == "cluster" || !perCluster, "\(sample)")
      }
    }
  }

  @Test("promtool finds nothing wrong", .enabled(if: Promtool.path != nil, "promtool is not installed"), arguments: pages)
  func promtool(page: Page) throws {
    guard page.format == .text else { return }
    // The catalogue's sums bear the name of what they are; promtool would keep the ending for histograms and summaries.
    let sums = [
      "kafka_group_topic_committed_offset_sum", "kafka_topic_log_end_offset_sum", "kafka_topic_log_start_offset_sum",
    ].map { "\($0) non-histogram and non-summary metrics should not have \"_sum\" suffix" }
    #expect(try Promtool.complaints(about: page.text) == sums)
  }

  @Test func promtoolSeesABrokenPage() throws {
    guard Promtool.path != nil else { return }
    #expect(try Promtool.complaints(about: "# TYPE a counter\na{b=\"c} 1\n") != [])
  }

  @Test func theOrderInWhichThingsWereFoundDoesNotChangeThePage() {
    var pages: Set<[UInt8]> = []
    let renderer = PageRenderer(settings: PageSettings(families: .all))
    for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]] {
      var builder = SnapshotBuilder()
      for topic in order { builder.topic("topic-\(topic)", partitions: [.init(end: 5), .init(end: Int64(topic))]) }
      for group in order {
        builder.group(GroupFacts(id: "group-\(group)"), commits: [.init("topic-\(group)", 1): 0, .init("topic-0", 0): 1])
      }
      var snapshot = builder.snapshot()
      snapshot.missing = order.map { MissingFacts(fact: "fact-\($0)", reason: "error", count: 1) }
      snapshot.collectors = order.map { CollectorFacts(name: "collector-\($0)", succeeded: true) }
      var exporter = ExporterFacts()
      for api in order { exporter.requests[.init(api: "Api\(api)", broker: "1", outcome: "success")] = 1 }
      pages.insert(renderer.render(clusters: [ClusterPage(snapshot)], exporter: exporter, format: .text).array)
    }
    #expect(pages.count == 1)
  }

  @Test func theOrderOfClustersDoesNotChangeThePage() {
    let renderer = PageRenderer(settings: PageSettings())
    #expect(renderer.text(Pages.awkward, Pages.exporter) == renderer.text(Pages.awkward.reversed(), Pages.exporter))
  }

  @Test func aSingleClusterHasNoClusterLabelAndThePrefixIsTheSettings() {
    var builder = SnapshotBuilder()
    builder.topic("t", partitions: [.init(end: 5)])
    let page = PageRenderer(settings: PageSettings(prefix: "acme_")).text([builder.snapshot()], Pages.exporter)
    #expect(page.contains("\nacme_topic_partition_log_end_offset{topic=\"t\",partition=\"0\"} 5\n"))
    #expect(page.contains("\nprocess_open_fds 19\n"))
    #expect(!page.contains("kafka_topic"))
  }
}
