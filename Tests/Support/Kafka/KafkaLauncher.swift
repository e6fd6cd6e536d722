import Foundation

/// Formats, configures and starts the processes of one test cluster.
final class KafkaLauncher: Sendable {
  let installation: KafkaInstallation
  let nodes: [KafkaNode]
  private let zooKeeperPort: UInt16?
  private let directory: TemporaryDirectory
  private let loggingOption: String
  private let heapMegabytes: Int

  init(
    installation: KafkaInstallation, nodeCount: Int, properties: [String: String], heapMegabytes: Int
  ) throws(HarnessError) {
    self.installation = installation
    self.heapMegabytes = heapMegabytes
    let withZooKeeper = installation.version.usesZooKeeper
    var nodes: [KafkaNode] = []
    for id in 1...Int32(clamping: max(1, nodeCount)) { nodes.append(try KafkaNode(id: id, withController: !withZooKeeper)) }
    self.nodes = nodes
    zooKeeperPort = withZooKeeper ? try FreePort.next() : nil
    directory = try TemporaryDirectory("kafka")
    loggingOption = try ServerLogging.option(for: installation.version, in: directory)
    for node in nodes {
      let properties = ServerProperties(
        node: node, of: nodes, zooKeeperPort: zooKeeperPort, logDirectory: directory.path(of: "log-\(node.id)"), extra: properties)
      try directory.write(properties.text, to: "server-\(node.id).properties")
    }
  }

  /// Gives every node's storage the cluster's id, which KRaft wants before the first start.
  func format() async throws(HarnessError) {
    guard zooKeeperPort == nil else { return }
    // 16 bytes in URL-safe base64; the first is fixed because a leading "-" would be taken for an option.
    let clusterID = Data([0x4B] + (0..<15).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    let server = ToolServer.server(for: installation)
    for node in nodes {
      let arguments = ["format", "-t", clusterID, "-c", propertiesFile(node)]
      _ = try await server.run(installation.version.className(of: .storage), arguments, within: .seconds(60)).checked("format")
    }
  }

  func startZooKeeper() async throws(HarnessError) -> ChildProcess? {
    guard let zooKeeperPort else { return nil }
    let file = try directory.write(
      """
      dataDir=\(directory.path(of: "zookeeper"))
      clientPort=\(zooKeeperPort)
      clientPortAddress=127.0.0.1
      admin.enableServer=false
      tickTime=1000
      maxClientCnxns=0

      """, to: "zookeeper.properties")
    return try await java("org.apache.zookeeper.server.quorum.QuorumPeerMain", file, heapMegabytes: 128)
  }

  func start(_ node: KafkaNode) async throws(HarnessError) -> ChildProcess {
    try await java("kafka.Kafka", propertiesFile(node), heapMegabytes: heapMegabytes)
  }

  /// Returns when every running node answers and lists all of them as registered, and there is a controller.
  func awaitReady(_ processes: [Int32: ChildProcess], within limit: Duration) async throws(HarnessError) {
    let wanted = Set(processes.keys)
    do throws(HarnessError) {
      for node in nodes where wanted.contains(node.id) {
        try await eventually(within: limit, every: .milliseconds(100), "node \(node.id) lists nodes \(wanted.sorted())") {
          for (id, process) in processes where !process.isRunning { throw Hopeless("node \(id) ended") }
          let listing = try await ClusterListing.ask(node)
          return listing.controllerid >= 0 && wanted.isSubset(of: listing.brokers.map(\.id))
        }
      }
    } catch {
      let tails = processes.sorted { $0.key < $1.key }.map { "node \($0.key):\n\($0.value.outputTail())" }
      throw HarnessError("\(installation.version): \(error)\n\(tails.joined(separator: "\n"))")
    }
  }

  private func propertiesFile(_ node: KafkaNode) -> String {
    directory.path(of: "server-\(node.id).properties")
  }

  private func java(_ mainClass: String, _ file: String, heapMegabytes: Int) async throws(HarnessError) -> ChildProcess {
    try await ChildProcess.start(
      "java",
      JavaProgram.arguments(installation, heapMegabytes: heapMegabytes, options: [loggingOption], mainClass: mainClass, [file]))
  }
}

/// What one node says about the cluster, as kcat prints it.
private struct ClusterListing: Decodable {
  struct Broker: Decodable {
    let id: Int32
  }
  let controllerid: Int32
  let brokers: [Broker]

  static func ask(_ node: KafkaNode) async throws -> ClusterListing {
    let answer = try await run("kcat", ["-b", node.address, "-L", "-J", "-m", "2"], within: .seconds(10)).checked("kcat -L")
    return try JSONDecoder().decode(ClusterListing.self, from: Data(answer.standardOutput.utf8))
  }
}
