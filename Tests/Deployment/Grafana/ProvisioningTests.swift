import Foundation
import TestSupport
import Testing
import YAML

@testable import generate_dashboards

/// What Grafana reads when it starts.
struct ProvisioningTests {
  @Test func theDataSourceIsTheOneOfTheComposeFileAndTheDefault() throws {
    let file = try read("datasources/prometheus.yaml")
    #expect(try file.required("apiVersion").integer() == 1)
    let sources = try file.required("datasources").sequence()
    #expect(sources.count == 1)
    let source = try #require(sources.first)
    #expect(try source.required("type").string() == "prometheus")
    #expect(try source.required("uid").string() == "prometheus")
    #expect(try source.required("url").string() == "http://prometheus:9090")
    #expect(try source.required("isDefault").boolean())
  }

  /// Grafana takes `$__rate_interval` as four times this; with less, a rate would have no two samples to look at.
  @Test func theScrapeIntervalIsTheOneOfPrometheus() throws {
    let source = try #require(try read("datasources/prometheus.yaml").required("datasources").sequence().first)
    let told = try source.required("jsonData").required("timeInterval").string()
    let configuration = "\(packageRoot)/prometheus/prometheus.yml"
    let text = try String(contentsOfFile: configuration, encoding: .utf8)
    let prometheus = YAMLReader(try YAMLDocument(parsing: text, file: configuration).root, file: configuration)
    #expect(try prometheus.required("global").required("scrape_interval").string() == told)
  }

  @Test func dashboardsAreLoadedIntoTheFolderKafkaAndStayWhatTheFilesSay() throws {
    let file = try read("dashboards/kafka.yaml")
    #expect(try file.required("apiVersion").integer() == 1)
    let providers = try file.required("providers").sequence()
    #expect(providers.count == 1)
    let provider = try #require(providers.first)
    #expect(try provider.required("folder").string() == "Kafka")
    #expect(try provider.required("type").string() == "file")
    #expect(try provider.required("options").required("path").string() == "/var/lib/grafana/dashboards")
    #expect(try provider.required("allowUiUpdates").boolean() == false)
  }

  /// Red on a dashboard and an alert are the same number.
  @Test func theProbesLimitsAreThoseOfTheAlerts() throws {
    let file = "\(packageRoot)/prometheus/rules/recording.yml"
    let rules = YAMLReader(try YAMLDocument(parsing: String(contentsOfFile: file, encoding: .utf8), file: file).root, file: file)
    var objectives: [String: String] = [:]
    for group in try rules.required("groups").sequence() {
      for rule in try group.required("rules").sequence() {
        objectives[try rule.required("record").string()] = try rule.required("expr").string()
      }
    }
    let share = try #require(ProbeMeasures.objective.steps.last?.from)
    let seconds = try #require(ProbeMeasures.roundTripLimits.steps.first?.from)
    #expect(objectives["slo:kafka_probe_records:objective"] == "vector(\(share))")
    #expect(objectives["slo:kafka_probe_roundtrip_seconds:p99_objective"] == "vector(\(seconds))")
  }

  private func read(_ name: String) throws -> YAMLReader {
    let file = "\(packageRoot)/grafana/provisioning/\(name)"
    return YAMLReader(try YAMLDocument(parsing: String(contentsOfFile: file, encoding: .utf8), file: file).root, file: file)
  }
}
