/// A real Kafka cluster on the loopback, for as long as this value lives.
///
/// Nodes have the ids 1, 2, 3 and the racks `rack-1`, `rack-2`, `rack-3`; with KRaft each is broker and controller. Topics are not made
/// automatically. Commands: `tools`.
public actor KafkaCluster {
  public nonisolated let installation: KafkaInstallation
  public nonisolated let nodes: [KafkaNode]
  /// Kafka's own command line tools, pointed at this cluster.
  public nonisolated let tools: KafkaTools
  /// How long it took until every node answered and knew every other.
  public nonisolated let bootTime: Duration

  /// All nodes, as `--bootstrap` wants them.
  public nonisolated var bootstrap: String { nodes.map(\.address).joined(separator: ",") }
  public nonisolated var version: KafkaVersion { installation.version }

  private let launcher: KafkaLauncher
  private var processes: [Int32: ChildProcess]
  private let zooKeeper: ChildProcess?
  private var paused: Set<Int32> = []

  /// Starts all nodes at once and returns when they are ready.
  ///
  /// - Parameters:
  ///   - nodes: nil for as many as the version is usually tried with.
  ///   - properties: added to every node's server.properties, replacing what is there.
  ///   - heapMegabytes: of each broker's JVM.
  /// - Throws: `HarnessError` with the ends of the logs when a node ends or is not ready in time.
  public static func start(
    version: KafkaVersion = .v4_3, nodes count: Int? = nil, properties: [String: String] = [:], heapMegabytes: Int = 512,
    within limit: Duration = .seconds(120)
  ) async throws(HarnessError) -> KafkaCluster {
    let clock = ContinuousClock()
    let start = clock.now
    let launcher = try KafkaLauncher(
      installation: try .required(version), nodeCount: count ?? version.usualNodeCount, properties: properties, heapMegabytes: heapMegabytes
    )
    try await launcher.format()
    let zooKeeper = try await launcher.startZooKeeper()
    var processes: [Int32: ChildProcess] = [:]
    for node in launcher.nodes { processes[node.id] = try await launcher.start(node) }
    try await launcher.awaitReady(processes, within: limit)
    return KafkaCluster(launcher: launcher, processes: processes, zooKeeper: zooKeeper, bootTime: clock.now - start)
  }

  private init(launcher: KafkaLauncher, processes: [Int32: ChildProcess], zooKeeper: ChildProcess?, bootTime: Duration) {
    self.launcher = launcher
    self.processes = processes
    self.zooKeeper = zooKeeper
    self.bootTime = bootTime
    installation = launcher.installation
    nodes = launcher.nodes
    tools = KafkaTools(installation: launcher.installation, bootstrap: launcher.nodes.map(\.address).joined(separator: ","))
  }

  /// Stands a broker still (SIGSTOP): its connections stay open and nothing answers.
  public func pause(_ node: Int32) async throws(HarnessError) {
    try await process(node).pause()
    paused.insert(node)
  }

  /// Lets a paused broker run again and returns when all running brokers know it.
  public func resume(_ node: Int32) async throws(HarnessError) {
    try process(node).resume()
    paused.remove(node)
    try await awaitRunningNodes()
  }

  /// Shuts a broker down in order (SIGTERM); it hands over its partitions first.
  public func stop(_ node: Int32) async throws(HarnessError) {
    try await process(node).terminate(grace: .seconds(30))
    forget(node)
  }

  /// Ends a broker without notice (SIGKILL).
  public func kill(_ node: Int32) async throws(HarnessError) {
    try await process(node).kill()
    forget(node)
  }

  /// Starts a stopped or killed broker and returns when all running brokers know it.
  public func restart(_ node: Int32) async throws(HarnessError) {
    guard processes[node] == nil, let place = nodes.first(where: { $0.id == node }) else {
      throw HarnessError("node \(node) is running or unknown")
    }
    processes[node] = try await launcher.start(place)
    try await awaitRunningNodes()
  }

  /// Brings back every node that a test which failed left paused or stopped.
  func mend() async throws(HarnessError) {
    for node in paused { try await resume(node) }
    for node in nodes where processes[node.id] == nil { try await restart(node.id) }
  }

  /// Ends all nodes. Without it they end with the last reference to the cluster.
  public func shutDown() async throws(HarnessError) {
    for process in processes.values { try await process.kill() }
    processes = [:]
    try await zooKeeper?.kill()
  }

  /// Memory that the running processes hold now, in bytes.
  public var residentBytes: Int {
    (processes.values.map(\.processIdentifier) + [zooKeeper?.processIdentifier].compactMap { $0 })
      .reduce(0) { $0 + (ProcessTable.residentBytes(of: $1) ?? 0) }
  }

  /// What a running node has logged: warnings and errors.
  public func log(of node: Int32) throws(HarnessError) -> String {
    try process(node).standardOutput
  }

  private func process(_ node: Int32) throws(HarnessError) -> ChildProcess {
    guard let process = processes[node] else { throw HarnessError("node \(node) is not running") }
    return process
  }

  private func forget(_ node: Int32) {
    processes[node] = nil
    paused.remove(node)
  }

  private func awaitRunningNodes() async throws(HarnessError) {
    try await launcher.awaitReady(processes.filter { !paused.contains($0.key) }, within: .seconds(60))
  }
}
