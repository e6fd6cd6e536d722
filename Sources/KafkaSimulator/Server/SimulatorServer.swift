import KafkaProtocol
package import Transport

/// A simulated cluster on real sockets: one listener a broker, on loopback or wherever it is told to listen.
///
/// Everything happens on one event loop, so the cluster needs no lock.
package actor SimulatorServer {
  /// How often a running clock moves the cluster's time.
  private static let tick = Duration.milliseconds(20)

  package nonisolated let loop: EventLoop
  private let cluster: SimulatedCluster
  private let host: IPAddress
  private var servers: [Int32: BrokerServer] = [:]
  private var clock: Task<Void, Never>?
  private var nextConnection: UInt64 = 1

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - host: where to listen; brokers are told to clients under the host of their own.
  ///   - makeCluster: makes the cluster, which lives on the loop from then on.
  package init(host: IPAddress, loop: EventLoop, makeCluster: @Sendable (EventLoop) -> sending SimulatedCluster) {
    self.loop = loop
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

  /// Brings listeners in line with which brokers are alive.
  private func matchListeners() throws(TransportError) {
    for broker in cluster.brokers.values.sorted(by: { $0.id < $1.id }) {
      if broker.isAlive, servers[broker.id] == nil {
        let listener = try TCPListener.bind(SocketAddress(ip: host, port: broker.port), on: loop)
        cluster.brokers[broker.id]?.port = listener.localAddress.port
        let server = BrokerServer(id: broker.id, listener: listener)
        servers[broker.id] = server
        Task { await accept(at: server) }
      } else if !broker.isAlive, let server = servers.removeValue(forKey: broker.id) {
        server.stop()
      }
    }
  }

  // MARK: - Connections

  private func accept(at server: BrokerServer) async {
    while let stream = try? await server.listener.accept() {
      let number = nextConnection
      nextConnection += 1
      server.connections[number] = stream
      Task { await serve(stream, number, at: server) }
    }
  }

  /// Answers the requests of a connection one after the other, as brokers do, until it ends or makes no sense.
  private func serve(_ stream: TCPStream, _ number: UInt64, at server: BrokerServer) async {
    let host = "/\(stream.remoteAddress.ip)"
    while let request = try? await IncomingRequest(from: stream) {
      let context = RequestContext(
        broker: server.id, version: request.header.apiVersion, clientID: request.header.clientID, clientHost: host, connection: number)
      guard let frame = try? await request.answer(cluster, context, request.header.correlationID) else { continue }
      stream.write(frame)
      guard (try? await stream.flush()) != nil else { break }
    }
    stream.close()
    server.connections[number] = nil
  }
}

/// The listener of one broker, with its connections. Confined to the server.
final class BrokerServer {
  let id: Int32
  let listener: TCPListener
  var connections: [UInt64: TCPStream] = [:]

  init(id: Int32, listener: TCPListener) {
    self.id = id
    self.listener = listener
  }

  func stop() {
    listener.close()
    for stream in connections.values { stream.close() }
    connections = [:]
  }
}
