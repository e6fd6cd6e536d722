import Foundation
import TestSupport

/// The brokers of a profile of docker-compose.yaml as processes on the loopback: configured by their services' environment and by the rule of their
/// image, with nothing changed but addresses and folders.
struct ComposeBrokers {
  let project: ComposeProject
  /// The brokers' services, by name.
  let services: [String: ComposeService]
  let addresses: ComposeAddresses
  let tools: KafkaTools
  private let processes: [String: ChildProcess]
  private let zooKeeper: ChildProcess?
  private let directory: TemporaryDirectory

  /// Starts them and returns when each knows all of them.
  static func start(profile: String, version: KafkaVersion) async throws(HarnessError) -> ComposeBrokers {
    let project = try await ComposeProject.rendered(profile: profile)
    let services = project.services.filter { $0.value.environment?["KAFKA_LISTENERS"] != nil }
    guard !services.isEmpty else { throw HarnessError("profile \(profile) has no brokers") }
    let addresses = try ComposeAddresses(brokers: services)
    let launcher = ComposeLauncher(
      installation: try .required(version), services: services, addresses: addresses, directory: try TemporaryDirectory("compose"))
    let zooKeeper = version.usesZooKeeper ? try await launcher.startZooKeeper(try project.service("zookeeper")) : nil
    var processes: [String: ChildProcess] = [:]
    for (name, starting) in services.keys.map({ name in (name, Task { try await launcher.start(name, zooKeeperPort: zooKeeper?.port) }) }) {
      do {
        processes[name] = try await starting.value
      } catch {
        throw HarnessError("\(error)")
      }
    }
    let bootstrap = try services.keys.sorted().map { name throws(HarnessError) in
      "127.0.0.1:\(try addresses.port(of: name, try internalPort(of: services[name])))"
    }
    .joined(separator: ",")
    let brokers = ComposeBrokers(
      project: project, services: services, addresses: addresses,
      tools: KafkaTools(installation: launcher.installation, bootstrap: bootstrap), processes: processes, zooKeeper: zooKeeper?.process,
      directory: launcher.directory)
    try await brokers.awaitReady()
    return brokers
  }

  /// Brokers as a client is told of them that asks at an address: ids and `host:port`.
  func listing(at address: String) async throws -> [Int32: String] {
    struct Listing: Decodable {
      struct Broker: Decodable {
        let id: Int32
        let name: String
      }
      let brokers: [Broker]
    }
    let answer = try await run("kcat", ["-b", addresses.translate(address), "-L", "-J", "-m", "2"], within: .seconds(10)).checked("kcat")
    let listing = try JSONDecoder().decode(Listing.self, from: Data(answer.standardOutput.utf8))
    return Dictionary(uniqueKeysWithValues: listing.brokers.map { ($0.id, $0.name) })
  }

  /// Runs a broker's own health check against it, or against another port.
  func health(of name: String, port: UInt16? = nil) async throws(HarnessError) -> Finished {
    guard let service = services[name], let command = service.healthCommand.first else { throw HarnessError("\(name) has no health check") }
    let own = try addresses.port(of: name, Self.internalPort(of: service))
    return try await run(
      command, Array(service.healthCommand.dropFirst()), environment: ["HEALTH_PORT": "\(port ?? own)"], within: .seconds(2))
  }

  /// Stands a broker still.
  func pause(_ name: String) async throws(HarnessError) { try await processes[name]?.pause() }
  func resume(_ name: String) { processes[name]?.resume() }

  func shutDown() async throws(HarnessError) {
    for process in processes.values { try await process.kill() }
    try await zooKeeper?.kill()
  }

  private func awaitReady() async throws(HarnessError) {
    do throws(HarnessError) {
      for address in tools.bootstrap.split(separator: ",") {
        try await eventually(within: .seconds(60), every: .milliseconds(100), "\(address) lists \(services.count) brokers") {
          for (name, process) in processes where !process.isRunning { throw Hopeless("\(name) ended") }
          return try await listing(at: String(address)).count == services.count
        }
      }
    } catch {
      let tails = processes.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value.outputTail())" }
      throw HarnessError("\(error)\n\(tails.joined(separator: "\n"))")
    }
  }

  private static func internalPort(of service: ComposeService?) throws(HarnessError) -> UInt16 {
    guard let port = service?.environment?["HEALTH_PORT"].flatMap({ UInt16($0) }) else { throw HarnessError("no HEALTH_PORT") }
    return port
  }
}
