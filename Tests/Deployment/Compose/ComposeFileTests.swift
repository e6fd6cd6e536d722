import Foundation
import TestSupport
import Testing

/// docker-compose.yaml as Docker Compose itself reads it.
@Suite(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
struct ComposeFileTests {
  static let profiles = ["cluster", "single", "confluent"]
  /// The only ones whose images write into their own file system.
  private static let brokers = ["cluster": ["kafka-1", "kafka-2", "kafka-3"], "single": ["kafka"], "confluent": confluent]
  private static let confluent = ["kafka-1-confluent", "kafka-2-confluent", "kafka-3-confluent", "zookeeper"]

  @Test func withoutAWordThereAreThreeBrokers() async throws {
    let project = try await ComposeProject.rendered()
    #expect(project.name == "kafka-exporter")
    #expect(Set(project.services.keys) == ["kafka-1", "kafka-2", "kafka-3", "topics", "kafka-exporter", "prometheus", "grafana"])
  }

  @Test(arguments: [
    ("cluster", ["kafka-1 10001:10001", "kafka-2 10002:10002", "kafka-3 10003:10003", "kafka-exporter 9308:9308"]),
    ("single", ["kafka 9094:9094", "kafka-exporter-single 9308:9308"]),
    (
      "confluent",
      ["kafka-1-confluent 10001:10001", "kafka-2-confluent 10002:10002", "kafka-3-confluent 10003:10003", "kafka-exporter 9308:9308"]
    ),
  ])
  func thePortsOfTheHostAreThoseOfTheDocumentation(_ profile: String, _ own: [String]) async throws {
    let services = try await ComposeProject.rendered(profile: profile).services
    let published = services.flatMap { name, service in (service.ports ?? []).map { "\(name) \($0.published):\($0.target)" } }
    #expect(Set(published) == Set(own + ["prometheus 9091:9090", "grafana 3000:3000"]))
  }

  @Test(arguments: profiles) func everyServiceIsWatched(_ profile: String) async throws {
    for (name, service) in try await ComposeProject.rendered(profile: profile).services {
      #expect(!service.healthCommand.isEmpty, "\(name)")
      let check = try #require(service.healthCheck, "\(name)")
      #expect(check.isDisabled != true && check.interval != nil && check.timeout != nil && (check.retries ?? 0) > 0, "\(name)")
      #expect(check.startPeriod != nil, "\(name) needs time to start")
    }
  }

  @Test(arguments: profiles) func noServiceHasPrivilegesOrEndlessResources(_ profile: String) async throws {
    for (name, service) in try await ComposeProject.rendered(profile: profile).services {
      let user = try #require(service.user?.split(separator: ":").first.flatMap { Int($0) }, "\(name) names no user by number")
      #expect(user > 0, "\(name) is root")
      #expect(service.droppedCapabilities == ["ALL"], "\(name)")
      #expect(service.securityOptions == ["no-new-privileges:true"], "\(name)")
      let limits = try #require(service.deployment?.resources.limits, "\(name) has no limits")
      #expect(limits.cpus > 0 && (Int(limits.memory) ?? 0) >= 256 << 20 && limits.pids > 0, "\(name)")
      #expect(service.logging?.options["max-size"] != nil && service.logging?.options["max-file"] != nil, "\(name)'s log has no bound")
      #expect(service.restart == (name.hasPrefix("topics") ? "no" : "unless-stopped"), "\(name)")
      #expect((service.isReadOnly == true) == !(Self.brokers[profile] ?? []).contains(name), "\(name)")
    }
  }

  @Test(arguments: profiles) func everyServiceWaitsForTheHealthOfWhatItNeeds(_ profile: String) async throws {
    let services = try await ComposeProject.rendered(profile: profile).services
    let brokers = Set(Self.brokers[profile] ?? []).subtracting(["zookeeper"])
    let suffix = profile == "single" ? "-single" : ""
    let healthy = "service_healthy"
    // Conditions of services that this profile has; the others' are not required.
    func conditions(_ name: String) throws -> [String: String] {
      let all = try #require(services[name], "no \(name)").dependencies ?? [:]
      for (needed, dependency) in all where services[needed] == nil { #expect(!dependency.required, "\(name) needs \(needed)") }
      return all.filter { services[$0.key] != nil }.mapValues(\.condition)
    }
    let brokersHealthy = Dictionary(uniqueKeysWithValues: brokers.map { ($0, healthy) })
    #expect(try conditions("topics\(suffix)") == brokersHealthy)
    let exporter = brokersHealthy.merging(["topics\(suffix)": "service_completed_successfully"]) { first, _ in first }
    #expect(try conditions("kafka-exporter\(suffix)") == exporter)
    #expect(try conditions("prometheus") == ["kafka-exporter\(suffix)": healthy])
    #expect(try conditions("grafana") == ["prometheus": healthy])
    for broker in brokers { #expect(try conditions(broker) == (profile == "confluent" ? ["zookeeper": healthy] : [:]), "\(broker)") }
  }

  @Test(arguments: profiles) func whatMustSurviveIsInNamedVolumesOfItsOwn(_ profile: String) async throws {
    let project = try await ComposeProject.rendered(profile: profile)
    var targets: [String: Set<String>] = ["prometheus": ["/prometheus"], "grafana": ["/var/lib/grafana"]]
    for broker in Self.brokers[profile] ?? [] { targets[broker] = ["/var/lib/kafka/data"] }
    if profile == "confluent" { targets["zookeeper"] = ["/var/lib/zookeeper/data", "/var/lib/zookeeper/log"] }
    var seen: Set<String> = []
    for (name, service) in project.services {
      let named = (service.volumes ?? []).filter { $0.type == "volume" }
      #expect(Set(named.map(\.target)) == targets[name] ?? [], "\(name)")
      for volume in named {
        let source = try #require(volume.source, "\(name) has a volume without a name")
        #expect(project.volumes[source] != nil && volume.isReadOnly != true, "\(source)")
        #expect(seen.insert(source).inserted, "\(source) is shared")
      }
      if let folder = service.environment?["KAFKA_LOG_DIRS"] { #expect(named.map(\.target) == [folder], "\(name)") }
    }
  }

  @Test(arguments: profiles) func whatIsMountedIsInTheRepositoryAndReadOnly(_ profile: String) async throws {
    for (name, service) in try await ComposeProject.rendered(profile: profile).services {
      for mount in service.volumes ?? [] where mount.type == "bind" {
        let source = try #require(mount.source)
        #expect(source.hasPrefix(packageRoot + "/") && FileManager.default.fileExists(atPath: source), "\(name): \(source)")
        #expect(mount.isReadOnly == true, "\(name): \(source)")
      }
    }
  }

  @Test(arguments: profiles) func oneVariableMovesTheBrokersToAnotherHost(_ profile: String) async throws {
    let project = try await ComposeProject.rendered(profile: profile, environment: ["KAFKA_ADVERTISED_HOST": "kafka.example"])
    for name in Set(Self.brokers[profile] ?? []).subtracting(["zookeeper"]) {
      let service = try project.service(name)
      let advertised = try #require(service.environment?["KAFKA_ADVERTISED_LISTENERS"])
      let published = try #require(service.ports?.first?.published)
      #expect(advertised.contains(",EXTERNAL://kafka.example:\(published)"), "\(advertised)")
    }
  }

  @Test(arguments: profiles) func exporterAndTopicsAskTheBrokersByTheNamesTheseGive(_ profile: String) async throws {
    let services = try await ComposeProject.rendered(profile: profile).services
    let promised = services.values.compactMap { service in
      service.environment?["KAFKA_ADVERTISED_LISTENERS"]?.firstMatch(of: /INTERNAL:\/\/([^,]+)/).map { String($0.1) }
    }
    let suffix = profile == "single" ? "-single" : ""
    for name in ["kafka-exporter\(suffix)", "topics\(suffix)"] {
      let bootstrap = services[name]?.environment?["KAFKA_EXPORTER_BOOTSTRAP"] ?? ""
      #expect(bootstrap.split(separator: ",").map(String.init) == promised.sorted(), "\(name)")
    }
    let reachable = services.reduce(into: Set<String>()) { $0.formUnion($1.value.hostNames(service: $1.key)) }
    for address in promised { #expect(reachable.contains(String(address.prefix { $0 != ":" })), "\(address) has no name in the network") }
    #expect(reachable.contains("kafka-exporter"), "what Prometheus scrapes")
  }

  /// run.sh removes what carries this label, and Compose does not put it on images by itself.
  @Test(arguments: [nil, "another"]) func theBuiltImageCarriesTheLabelOfTheProject(_ name: String?) async throws {
    let project = try await ComposeProject.rendered(environment: name.map { ["COMPOSE_PROJECT_NAME": $0] } ?? [:])
    #expect(project.name == name ?? "kafka-exporter")
    let built = project.services.values.compactMap(\.build)
    #expect(built.map(\.context) == [packageRoot], "one service builds for all that use the image")
    #expect(built.first?.labels == ["com.docker.compose.project": project.name])
  }

  @Test func theClusterIDIsAUUIDAsKafkaWritesThem() async throws {
    let ids = try await ComposeProject.rendered(profile: "cluster").services.values.compactMap { $0.environment?["CLUSTER_ID"] }
    #expect(Set(ids).count == 1 && ids.count == 3)
    let padded = try #require(ids.first).replacing("-", with: "+").replacing("_", with: "/") + "=="
    let bytes = try #require(Data(base64Encoded: padded))
    // Kafka compares the text with what it makes of the bytes.
    #expect(bytes.count == 16 && bytes.base64EncodedString() == padded)
  }
}
