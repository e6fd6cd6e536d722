import KafkaProtocol
package import Transport

/// A simulated cluster on real sockets: one listener a broker, on loopback or wherever it is told to listen.
///
/// Everything happens on one event loop, so the cluster needs no lock.
package actor SimulatorServer {
  /// How often a running clock moves the cluster's time.
  private static let tick = Duration.milliseconds(20)

  package nonisolated let loop: EventLoop
  let cluster: SimulatedCluster
  let observer: (any ServerObserver)?
  var nextConnection: UInt64 = 1
  private let host: IPAddress
  private var servers: [Int32: BrokerServer] = [:]
  private var clock: Task<Void, Never>?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - host: where to listen; brokers are told to clients under the host of their own.
  ///   - makeCluster: makes the cluster, which lives on the loop from then on.
  package init(
    host: IPAddress, loop: EventLoop, observer: (any ServerObserver)? = nil,
    makeCluster: @Sendable (EventLoop) -> sending SimulatedCluster
  ) {
    self.loop = loop
    self.observer = observer
    self.host = host
    self.cluster = makeCluster(loop)
  }

  // MARK: - The cluster

  /// Looks at the cluster or changes it. Brokers that died or returned stop or start listening before this returns.
  ///
  /// - Throws: what the body throws, or that a broker that returned could not listen.
  package func withCluster<Result: Sendable>(_ body: @Sendable (SimulatedCluster) throws -> Result) throws -> Result {
    let result = try body(cluster)
    try matchListeners()
    return result
  }

  /// Lets the cluster's time pass by hand.
  package func advance(by duration: Duration) throws {
    cluster.advance(to: cluster.now + duration)
    try matchListeners()
  }

  /// Lets the cluster's time go as fast as the clock does, from where it is.
  package func run() {
    guard clock == nil else { return }
    let start = (real: ContinuousClock.now, simulated: cluster.now)
    clock = Task {
      while !Task.isCancelled {
        guard (try? await loop.sleep(until: .now + Self.tick)) != nil else { return }
        cluster.advance(to: start.simulated + (ContinuousClock.now - start.real))
        // A port that was taken meanwhile is tried again at the next tick.
        try? matchListeners()
      }
    }
  }

  // MARK: - Listening

  /// Listens for every broker that is alive.
  ///
  /// - Parameter firstPort: the port of the broker with the lowest id, the others follow; nil leaves the choice to the system.
  /// - Throws: `TransportError` with the address that cannot be listened on.
  package func start(firstPort: UInt16? = nil) throws(TransportError) {
    for (index, id) in cluster.brokers.keys.sorted().enumerated() {
      // Past the last port, 0 lets the system choose.
      guard let firstPort else { break }
      cluster.brokers[id]?.port = UInt16(exactly: Int(firstPort) + index) ?? 0
    }
    try matchListeners()
  }

  /// Where clients find the brokers that are alive.
  package var bootstrap: [HostPort] {
    cluster.liveBrokers.compactMap { try? HostPort(host: $0.host, port: Int($0.port)) }
  }

  /// Ends all connections and the clock.
  package func stop() async {
    clock?.cancel()
    clock = nil
    for server in servers.values { server.stop() }
    servers = [:]
    cluster.waits.endAll()
  }

  /// Ends the connections that a broker has, as it does with those that are idle for long. It goes on listening.
  package func endConnections(of broker: Int32) {
    servers[broker]?.endConnections()
  }

  /// How many connections a broker has.
  package func connectionCount(of broker: Int32) -> Int {
    servers[broker]?.connections.count ?? 0
  }

  /// Brings listeners in line with which brokers are alive, where they are, and which refuse connections.
  private func matchListeners() throws(TransportError) {
    for broker in cluster.brokers.values.sorted(by: { $0.id < $1.id }) {
      guard broker.isAlive else {
        servers.removeValue(forKey: broker.id)?.stop()
        continue
      }
      let server = servers[broker.id] ?? BrokerServer(id: broker.id)
      servers[broker.id] = server
      if let port = server.listener?.localAddress.port, port != broker.port { server.stop() }
      if case .refuses? = cluster.faults.listener(of: broker.id, at: cluster.now)?.fault {
        server.stopListening()
      } else if server.listener == nil {
        let listener = try TCPListener.bind(SocketAddress(ip: host, port: broker.port), on: loop)
        cluster.brokers[broker.id]?.port = listener.localAddress.port
        server.listener = listener
        Task { await accept(from: listener, at: server) }
      }
    }
  }
}
