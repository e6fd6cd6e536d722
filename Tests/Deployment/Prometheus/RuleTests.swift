import Foundation
import KafkaExporter
import TestSupport
import Testing

/// The rules as promtool and their readers see them.
struct RuleTests {
  @Test func promtoolAcceptsConfigurationAndRules() async throws {
    _ = try await run("promtool", ["check", "config", PrometheusRule.folder + "/prometheus.yml"]).checked("promtool check config")
  }

  @Test func everyUnitTestPasses() async throws {
    let files = try RuleTestFile.all.map { "\(PrometheusRule.folder)/tests/\($0.name)" }
    let environment = ["GOGC": "off", "GOMEMLIMIT": "300MiB", "GOMAXPROCS": "1"]
    _ = try await run("promtool", ["test", "rules"] + files, environment: environment, within: .seconds(90)).checked("promtool test rules")
  }

  @Test(arguments: try PrometheusRule.alerts)
  func everyAlertSaysHowBadWhatAndWhereToRead(_ alert: PrometheusRule) throws {
    #expect(alert.name.wholeMatch(of: /Kafka[A-Z][A-Za-z]+/) != nil)
    #expect(["critical", "warning"].contains(alert.labels["severity"]))
    #expect(Set(alert.annotations.keys) == ["summary", "description", "runbook_url"])
    #expect(alert.annotations["summary"]?.contains("$labels") == true)
    let page = "docs/runbooks/\(alert.name).md"
    #expect(alert.annotations["runbook_url"] == "https://github.com/kafka-exporter/kafka-exporter/blob/main/\(page)")
    let text = try String(contentsOfFile: "\(packageRoot)/\(page)", encoding: .utf8)
    #expect(text.hasPrefix("# \(alert.name)\n"))
    for section in ["## What it costs", "## Look first", "## Mend it", "## False alarm", "## The rule"] {
      #expect(text.contains("\n\(section)\n"), "\(page) has no \(section)")
    }
    #expect(text.contains("`\(alert.labels["severity"] ?? "")`"), "\(page) does not tell the severity")
  }

  @Test func everyRunbookPageHasItsAlertAndStandsInTheIndex() throws {
    let folder = packageRoot + "/docs/runbooks"
    let names = Set(try PrometheusRule.alerts.map(\.name))
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "README.md" }
    #expect(Set(pages) == Set(names.map { "\($0).md" }))
    let index = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
    for alert in try PrometheusRule.alerts {
      #expect(index.contains("[\(alert.name)](\(alert.name).md) | \(alert.labels["severity"] ?? "") |"))
    }
  }

  @Test(arguments: try PrometheusRule.all)
  func everythingThatIsReadIsServedByDefaultOrRecorded(_ rule: PrometheusRule) throws {
    let served = Set(Catalogue.families.filter(\.isDefault).flatMap { SeriesNames.of($0) } + ["up"])
    let recorded = Set(try PrometheusRule.all.filter { !$0.isAlert }.map(\.name))
    #expect(!rule.series.isEmpty || rule.name.hasPrefix("slo:"))
    for series in rule.series { #expect(served.contains(series) || recorded.contains(series), "nobody serves \(series)") }
    let tokens = PromQLToken.tokens(of: rule.expression)
    let labels = Set(Catalogue.families.flatMap { $0.labels.map(\.name) } + ["job", "cluster", "instance", "le"])
    for index in tokens.labels { #expect(labels.contains(tokens[index].text), "no family has the label \(tokens[index].text)") }
  }

  @Test func everyRecordedSeriesIsReadByAnAlertOrForAutoscalers() throws {
    let read = Set(try PrometheusRule.all.flatMap(\.series))
    let documented = try String(contentsOfFile: packageRoot + "/docs/prometheus.md", encoding: .utf8)
    for rule in try PrometheusRule.all where !rule.isAlert {
      #expect(read.contains(rule.name), "\(rule.name) is read by no rule")
      #expect(documented.contains("`\(rule.name)`"), "docs/prometheus.md does not name \(rule.name)")
    }
  }
}

/// What a family's samples are called.
private enum SeriesNames {
  static func of(_ family: Family) -> [String] {
    let name = family.fullName()
    switch family.kind {
    case .histogram: return ["_bucket", "_sum", "_count"].map { name + $0 }
    case .summary: return [name] + ["_sum", "_count"].map { name + $0 }
    case .counter, .gauge, .info: return [name]
    }
  }
}
