import KafkaExporter
import TestSnapshots
import Testing

struct SeriesBudgetTests {
  private static let cluster = SyntheticCluster(topics: 10, partitionsPerTopic: 10, groups: 20, commitsPerGroup: 50)
  private static let snapshot = cluster.snapshot()

  private func plan(
    _ granularity: Granularity = .partition, budget: Int? = nil, families: FamilySelection = .default, pages: PageFacts = PageFacts()
  ) -> PagePlan {
    PageRenderer(settings: PageSettings(families: families, granularity: granularity, seriesBudget: budget))
      .plan(clusters: [ClusterPage(Self.snapshot)], exporter: ExporterPage(exporter: Self.cluster.exporter, pages: pages))
  }

  private func samples(in page: String) -> [Substring] {
    page.split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  @Test("the plan counts the page's samples exactly", arguments: ["default", "all"], Granularity.allCases)
  func exact(selection: String, granularity: Granularity) throws {
    let families = try FamilySelection.parse(selection)
    let renderer = PageRenderer(settings: PageSettings(families: families, granularity: granularity))
    let page = renderer.text([Self.snapshot], Self.cluster.exporter)
    #expect(plan(granularity, families: families).samples == samples(in: page).count)
  }

  @Test func theDefaultPageOfTheBigClusterHasAtMost105000Samples() {
    let plan = PageRenderer(settings: PageSettings())
      .plan(clusters: [ClusterPage(SyntheticCluster.big.snapshot())], exporter: ExporterPage(exporter: SyntheticCluster.big.exporter))
    #expect(plan.samples > 100_000)
    #expect(plan.samples <= 105_000)
  }

  @Test func granularityDropsTheFinerLevels() {
    func levels(_ granularity: Granularity) -> Set<Family.Level> {
      Set(plan(granularity, families: .all).entries.map(\.family.level))
    }
    #expect(levels(.partition) == Set(Family.Level.allCases))
    #expect(levels(.topic) == Set(Family.Level.allCases).subtracting([.partition]))
    #expect(levels(.group) == Set(Family.Level.allCases).subtracting([.partition, .groupTopic]))
  }

  @Test("a page keeps within its budget and counts what it left out", arguments: [1600, 1200, 700, 420, 200])
  func budget(limit: Int) throws {
    let whole = plan().samples
    let renderer = PageRenderer(settings: PageSettings(seriesBudget: limit))
    let page = samples(in: renderer.text([Self.snapshot], Self.cluster.exporter))
    #expect(page.count <= limit)
    let counters = page.filter { $0.hasPrefix("kafka_exporter_series_dropped_total{") }
    #expect(!counters.isEmpty)
    let dropped = try counters.reduce(0) { try $0 + #require(Int($1.split(separator: " ").last ?? "")) }
    #expect(page.count - counters.count + dropped == whole)
  }

  @Test func theFinestFamiliesLoseFirstAndTheOptionalBeforeTheDefault() throws {
    let whole = plan(families: .all)
    let cut = plan(budget: whole.samples - 10, families: .all)
    #expect(cut.dropped(prefix: "kafka_").keys.map(\.family) == ["kafka_group_partition_committed_offset"])
    for budget in [200, 300, 420] {
      let entries = plan(budget: budget).entries
      let coarsest = try #require(entries.filter { $0.written < $0.samples }.map(\.family.level).min())
      for entry in entries where entry.family.level > coarsest { #expect(entry.written == 0) }
    }
  }

  @Test func whatIsKnownOfTheExporterIsNeverCut() {
    let cut = plan(budget: 0)
    for entry in cut.entries where entry.family.level <= .broker { #expect(entry.written == entry.samples) }
    for entry in cut.entries where entry.family.level > .broker { #expect(entry.written == 0) }
  }

  @Test func aFewSeriesMoreElsewhereDoNotMoveTheCut() {
    func kept(_ requests: Int) -> Int? {
      var exporter = Self.cluster.exporter
      for index in 0..<requests { exporter.requests[.init(api: "Api\(index)", broker: "1", outcome: "success")] = 1 }
      let renderer = PageRenderer(settings: PageSettings(seriesBudget: 1600))
      return renderer.plan(clusters: [ClusterPage(Self.snapshot)], exporter: ExporterPage(exporter: exporter))
        .entries.first { $0.family.name == "group_partition_lag" }?.written
    }
    #expect(Set((0..<20).map(kept)).count <= 4)
  }

  @Test func aFamilyThatIsCutKeepsItsFirstSeries() {
    func lines(_ budget: Int?) -> [Substring] {
      let page = PageRenderer(settings: PageSettings(seriesBudget: budget)).text([Self.snapshot], Self.cluster.exporter)
      return samples(in: page).filter { $0.hasPrefix("kafka_group_partition_lag{") }
    }
    let cut = lines(1200)
    #expect(!cut.isEmpty && cut.count < lines(nil).count)
    #expect(Array(lines(nil).prefix(cut.count)) == cut)
  }
}
