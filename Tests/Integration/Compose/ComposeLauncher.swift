import Foundation
import TestSupport

/// Turns services' environments into server.properties as their images do, and starts them.
struct ComposeLauncher {
  let installation: KafkaInstallation
  let services: [String: ComposeService]
  let addresses: ComposeAddresses
  let directory: TemporaryDirectory

  func start(_ name: String, zooKeeperPort: UInt16?) async throws(HarnessError) -> ChildProcess {
    var environment = (services[name]?.environment ?? [:]).mapValues { addresses.translate($0, in: name) }
    environment["KAFKA_LOG_DIRS"] = directory.path(of: "\(name)-data")
    if let zooKeeperPort {
      environment["KAFKA_ZOOKEEPER_CONNECT"] = environment["KAFKA_ZOOKEEPER_CONNECT"]?
        .replacing("zookeeper:2181", with: "127.0.0.1:\(zooKeeperPort)")
    }
    for (variable, value) in environment where value.contains(/kafka(-[0-9])?:[0-9]+/) {
      throw HarnessError("\(name): \(variable)=\(value) names an address where nobody listens")
    }
    let file =
      installation.version.usesZooKeeper
      ? try directory.write(Self.confluentProperties(environment), to: "\(name).properties")
      : try await apacheProperties(name, environment)
    return try await ChildProcess.start(
      "java", JavaProgram.arguments(installation, heapMegabytes: 384, mainClass: "kafka.Kafka", [file]), environment: environment)
  }

  func startZooKeeper(_ service: ComposeService) async throws(HarnessError) -> (process: ChildProcess, port: UInt16) {
    guard service.environment?["ZOOKEEPER_CLIENT_PORT"] == "2181" else { throw HarnessError("brokers look for ZooKeeper on 2181") }
    let port = try FreePort.next()
    let text = "dataDir=\(directory.path(of: "zookeeper"))\nclientPort=\(port)\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n"
    let file = try directory.write(text, to: "zookeeper.properties")
    let mainClass = "org.apache.zookeeper.server.quorum.QuorumPeerMain"
    let process = try await ChildProcess.start(
      "java", JavaProgram.arguments(installation, heapMegabytes: 128, mainClass: mainClass, [file]))
    // The service's own health check says when brokers may start.
    let check = service.healthCommand.map { $0.replacing("/2181", with: "/\(port)") }
    guard let program = check.first else { throw HarnessError("zookeeper has no health check") }
    try await eventually(within: .seconds(30), every: .milliseconds(200), "ZooKeeper is healthy") {
      try await run(program, Array(check.dropFirst()), within: .seconds(5)).status == 0
    }
    return (process, port)
  }

  /// The program that the image of Apache Kafka starts with: it writes the properties and formats the storage.
  private func apacheProperties(_ name: String, _ environment: [String: String]) async throws(HarnessError) -> String {
    let folder = directory.path(of: name)
    do {
      for part in ["default", "mounted", "final"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
      }
    } catch {
      throw HarnessError("cannot create \(folder): \(error)")
    }
    try directory.write("", to: "\(name)/default/server.properties")
    let arguments = [
      "setup", "--default-configs-dir", "\(folder)/default", "--mounted-configs-dir", "\(folder)/mounted", "--final-configs-dir",
      "\(folder)/final",
    ]
    _ = try await run(
      "java", JavaProgram.arguments(installation, mainClass: "kafka.docker.KafkaDockerWrapper", arguments), environment: environment,
      within: .seconds(60)
    ).checked("KafkaDockerWrapper setup for \(name)")
    return "\(folder)/final/server.properties"
  }

  /// The rule of Confluent's images: KAFKA_NUM_PARTITIONS is num.partitions; two underscores stand for one, three for a dash.
  private static func confluentProperties(_ environment: [String: String]) -> String {
    environment.filter { $0.key.hasPrefix("KAFKA_") && !["KAFKA_HEAP_OPTS", "KAFKA_HOME"].contains($0.key) }
      .map { variable, value in
        let name = variable.dropFirst("KAFKA_".count).lowercased()
          .replacing("___", with: "-").replacing("__", with: "\u{0}").replacing("_", with: ".").replacing("\u{0}", with: "_")
        return "\(name)=\(value)\n"
      }
      .sorted().joined()
  }
}
