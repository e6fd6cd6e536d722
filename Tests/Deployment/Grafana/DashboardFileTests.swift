import Foundation
import KafkaExporter
import TestSupport
import Testing

@testable import generate_dashboards

/// The committed files, read as Grafana would read them.
struct DashboardFileTests {
  /// Bookmarks and links of users' own have them: they never change.
  private static let uids = [
    "brokers.json": "kafka-brokers", "exporter.json": "kafka-exporter", "group.json": "kafka-group", "groups.json": "kafka-groups",
    "overview.json": "kafka-overview", "probe.json": "kafka-probe", "topics.json": "kafka-topics",
  ]

  @Test func theFilesAreWhatIsDeclared() throws {
    let folder = try TemporaryDirectory("dashboards")
    let url = URL(fileURLWithPath: folder.path, isDirectory: true)
    let files = try DashboardFiles(Dashboard.all)
    try files.check(against: URL(fileURLWithPath: GrafanaDashboard.folder, isDirectory: true))

    // One that was edited, one that is missing and one too many are all told.
    try files.write(to: url)
    try files.check(against: url)
    try folder.write("{}", to: "overview.json")
    try folder.write("{}", to: "old.json")
    try FileManager.default.removeItem(atPath: folder.path(of: "probe.json"))
    #expect {
      try files.check(against: url)
    } throws: { "\($0)".contains(": old.json, overview.json, probe.json: run make generate") }
    try files.write(to: url)
    try files.check(against: url)
  }

  @Test func uidsAreThoseThatBookmarksHave() throws {
    #expect(try GrafanaDashboard.fileNames() == Self.uids.keys.sorted())
    for (file, uid) in Self.uids { #expect(try GrafanaDashboard.load(file).uid == uid) }
  }

  @Test(arguments: uids.keys.sorted()) func aDashboardCanBeReadByAPerson(file: String) throws {
    let dashboard = try GrafanaDashboard.load(file)
    #expect(dashboard.tags == ["kafka"] && dashboard.timezone == "browser" && dashboard.refresh == "10s" && dashboard.editable)
    #expect((39...41).contains(dashboard.schemaVersion))
    #expect(dashboard.variables.map(\.name).starts(with: ["datasource", "job", "cluster"]))
    for panel in dashboard.shownPanels {
      let place = "\(file): \(panel.title)"
      #expect(!panel.title.isEmpty)
      #expect(panel.description?.hasSuffix(".") == true, "\(place) has no description")
      #expect(panel.fieldConfig?.defaults.unit?.isEmpty == false, "\(place) has no unit")
      #expect(panel.targets?.isEmpty == false, "\(place) has no query")
      let sources = [panel.datasource] + (panel.targets ?? []).map(\.datasource)
      #expect(sources.allSatisfy { $0?.type == "prometheus" && $0?.uid == "${datasource}" }, "\(place) has a data source of its own")
    }
    for source in dashboard.annotations.map(\.datasource) + dashboard.variables.dropFirst().map(\.datasource) {
      #expect(source?.uid == "${datasource}")
    }
  }

  @Test(arguments: uids.keys.sorted()) func panelsHaveIdsOfTheirOwnAndDoNotOverlap(file: String) throws {
    let dashboard = try GrafanaDashboard.load(file)
    let ids = (dashboard.shownPanels + dashboard.panels.filter { $0.type == "row" }).map(\.id)
    #expect(Set(ids).count == ids.count)
    // What is inside a closed heading lies below it and takes no room until it is opened.
    for panels in [dashboard.panels] + dashboard.panels.compactMap(\.panels) { #expect(overlaps(panels) == []) }
  }

  @Test func overlappingPanelsAreSeen() throws {
    let panels = try GrafanaDashboard.load("overview.json").panels
    #expect(overlaps(panels + panels.prefix(1)) != [])
  }

  private func overlaps(_ panels: [GrafanaDashboard.Panel]) -> [String] {
    var taken: [[Int]: String] = [:]
    var problems: [String] = []
    for panel in panels {
      let place = panel.gridPos
      if place.x < 0 || place.w < 1 || place.h < 1 || place.x + place.w > 24 { problems.append("\(panel.title) is out of the grid") }
      for x in place.x..<place.x + place.w {
        for y in place.y..<place.y + place.h {
          if let other = taken.updateValue(panel.title, forKey: [x, y]) { problems.append("\(panel.title) lies on \(other)") }
        }
      }
    }
    return problems
  }

  /// Every `/d/...` in the file leads to a dashboard, and every `$variable` is declared there, or is Grafana's own.
  @Test(arguments: uids.keys.sorted()) func linksLeadSomewhereAndVariablesAreDeclared(file: String) throws {
    let text = try String(contentsOfFile: "\(GrafanaDashboard.folder)/\(file)", encoding: .utf8)
    let targets = Set(text.matches(of: /\/d\/([a-z-]+)/).map { String($0.1) })
    #expect(targets.isSubset(of: Self.uids.values))
    #expect(targets.count >= Self.uids.count - 1, "no way to \(Set(Self.uids.values).subtracting(targets))")

    let dashboard = try GrafanaDashboard.load(file)
    let declared = Set(dashboard.variables.map(\.name))
    let used = Set(text.matches(of: /\$\{?([a-z_]+)/).map { String($0.1) }).filter { !$0.hasPrefix("__") }
    #expect(used.isSubset(of: declared), "not declared: \(used.subtracting(declared))")
    // A variable that is chosen in a link exists where the link leads.
    for link in text.matches(of: /\/d\/kafka-([a-z]+)\?var-([a-z]+)=/) {
      #expect(try GrafanaDashboard.load("\(link.1).json").variables.contains { $0.name == link.2 })
    }
    for variable in declared.subtracting(["datasource"]) {
      #expect(text.contains("=~\\\"$\(variable)\\\""), "nothing depends on \(variable)")
    }
  }

  @Test(arguments: uids.keys.sorted()) func queriesSpeakOfFamiliesAndLabelsThatThereAreByDefault(file: String) throws {
    let dashboard = try GrafanaDashboard.load(file)
    for panel in dashboard.shownPanels {
      for target in panel.targets ?? [] { #expect(DeclaredSeries.problems(in: target.expr) == [], "\(panel.title): \(target.expr)") }
    }
    for annotation in dashboard.annotations { #expect(DeclaredSeries.problems(in: annotation.expr) == [], "\(annotation.expr)") }
    for variable in dashboard.variables.dropFirst() {
      let query = try #require(try LabelValues(variable.definition ?? ""))
      #expect(DeclaredSeries.problems(in: query.selector) == [])
      let metric = try #require(PromQLNames(of: query.selector).selectors.first?.metric)
      #expect(DeclaredSeries.labels[metric]?.contains(query.label) == true)
    }
  }

  @Test(arguments: [
    ("kafka_group_lags", "no family kafka_group_lags"),
    (#"kafka_group_lag{topic="a"}"#, "no label topic in kafka_group_lag"),
    ("sum by (topic) (kafka_group_lag)", "no label topic to group by"),
    ("kafka_group_partition_committed_offset", "no family kafka_group_partition_committed_offset"),
    ("kafka_probe_roundtrip_seconds", "no family kafka_probe_roundtrip_seconds"),
  ]) func aWrongNameIsSeen(expression: String, problem: String) {
    #expect(DeclaredSeries.problems(in: expression) == [problem])
  }
}
