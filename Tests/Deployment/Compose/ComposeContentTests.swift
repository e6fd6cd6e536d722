import Foundation
import TestSupport
import Testing
import YAML

/// What the containers of docker-compose.yaml find in the folders that are mounted into them.
@Suite(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
struct ComposeContentTests {
  @Test func prometheusScrapesWhatIsThere() async throws {
    let project = try await ComposeProject.rendered(profile: "cluster")
    let prometheus = try project.service("prometheus")
    let option = try #require(prometheus.command?.first { $0.hasPrefix("--config.file=") })
    let file = try Self.file(String(option.dropFirst("--config.file=".count)), of: prometheus)
    var targets: [String] = []
    for job in try Self.yaml(file).reader.required("scrape_configs").sequence() {
      for group in try job.optional("static_configs")?.sequence() ?? [] {
        targets += try group.required("targets").sequence().map { try $0.string() }
      }
    }
    #expect(targets.contains("kafka-exporter:9308"), "\(targets)")
    for target in targets {
      let host = String(target.prefix { $0 != ":" })
      #expect(project.services[host] != nil || host == "localhost", "\(target) is no service")
    }
  }

  @Test func grafanaFindsItsDataSourceAndItsDashboards() async throws {
    let project = try await ComposeProject.rendered(profile: "cluster")
    let grafana = try project.service("grafana")
    let sources = try Self.yaml(try Self.file("/etc/grafana/provisioning/datasources/prometheus.yaml", of: grafana))
    let urls = try sources.reader.required("datasources").sequence().map { try $0.required("url").string() }
    #expect(urls == ["http://prometheus:9090"])
    #expect(try project.service("prometheus").ports?.map(\.target) == [9090])
    let providers = try Self.yaml(try Self.file("/etc/grafana/provisioning/dashboards/kafka.yaml", of: grafana))
    for provider in try providers.reader.required("providers").sequence() {
      let folder = try provider.required("options").required("path").string()
      #expect(grafana.volumes?.contains { $0.target == folder && $0.type == "bind" } == true, "\(folder) is not mounted")
    }
    let home = try #require(grafana.environment?["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])
    #expect(FileManager.default.fileExists(atPath: try Self.file(home, of: grafana)), "\(home)")
  }

  @Test(arguments: [("cluster", ""), ("confluent", ""), ("single", "-single")])
  func exporterAndTopicsFindTheirFiles(_ profile: String, _ suffix: String) async throws {
    let project = try await ComposeProject.rendered(profile: profile)
    for name in ["kafka-exporter\(suffix)", "topics\(suffix)"] {
      let service = try project.service(name)
      let paths = (service.command ?? []).filter { $0.hasPrefix("/") }
      #expect(paths.count == 1, "\(name): \(paths)")
      for path in paths { #expect(FileManager.default.fileExists(atPath: try Self.file(path, of: service)), "\(name): \(path)") }
    }
  }

  /// Where a path of a container is in the repository.
  private static func file(_ path: String, of service: ComposeService) throws -> String {
    let mount = service.volumes?.first { $0.type == "bind" && (path == $0.target || path.hasPrefix($0.target + "/")) }
    let found = try #require(mount, "\(path) is not mounted")
    return try #require(found.source) + path.dropFirst(found.target.count)
  }

  private static func yaml(_ file: String) throws -> YAMLDocument {
    try YAMLDocument(parsing: try String(contentsOfFile: file, encoding: .utf8), file: file)
  }
}
