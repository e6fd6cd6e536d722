package import KafkaProtocol
package import KafkaSimulator
import TestSupport
package import Transport

/// A simulated cluster in a test's hands: it has faults on command, and remembers what it was asked.
///
/// The test's cluster runs on an event loop of its own, and its time follows the clock.
package final class TestCluster: Sendable {
  package let server: SimulatorServer
  /// Where the brokers listened first, by ascending id.
  package let bootstrap: [HostPort]
  private let requests: SeenRequests

  /// Starts a broker for every id, each on a port of its own.
  ///
  /// - Parameters:
  ///   - versions: what the brokers speak; nil for all that they can.
  ///   - speaksConsumerProtocol: whether some of the groups are of the type consumer.
  package init(
    _ ids: [Int32] = [1, 2, 3], versions: BrokerVersions? = nil, speaksConsumerProtocol: Bool = true, host: String = "127.0.0.1"
  ) async throws {
    guard let address = IPAddress(host) else { throw HarnessError("\(host) is no address") }
    let seen = SeenRequests()
    requests = seen
    server = SimulatorServer(host: address, loop: try EventLoop(name: "brokers"), observer: seen) { loop in
      SimulatedCluster(
        brokers: ids.map { Broker(id: $0, host: host) }, defaults: StandardCluster.defaults, startingAt: StandardCluster.start, loop: loop)
    }
    try await server.withCluster { cluster in
      for id in ids { cluster.setVersions(versions, of: id) }
      try StandardCluster.fill(cluster, speaksConsumerProtocol: speaksConsumerProtocol)
    }
    try await server.start()
    await server.run()
    bootstrap = await server.bootstrap
  }

  package func close() async {
    await server.stop()
    await server.loop.shutdown()
  }

  // MARK: - Faults

  /// Makes requests fail from now on: of one API or all, at one broker or all, the next `times` of them or all.
  package func inject(_ fault: Fault, on api: APIKey? = nil, broker: Int32? = nil, times: Int = .max) async throws {
    try await inject(fault, into: FaultScope(broker: broker, apis: api.map { [$0] }), times: times)
  }

  package func inject(_ fault: Fault, into scope: FaultScope, times: Int = .max) async throws {
    try await change { _ = $0.inject(fault, into: scope, requests: times) }
  }

  /// Changes the right answers of an API before they are sent, and perhaps the cluster with them.
  package func edit<Request: KafkaRequest>(
    _ api: Request.Type, broker: Int32? = nil, times: Int = .max,
    _ change: @escaping @Sendable (SimulatedCluster, Request, inout Request.Response) -> Void
  ) async throws {
    try await inject(.change(AnswerChange(api, change)), into: FaultScope(broker: broker), times: times)
  }

  /// How a broker treats connections from now on; those it has go on as they began.
  package func behave(_ fault: ListenerFault, broker: Int32) async throws {
    try await change { $0.inject(fault, into: broker) }
  }

  /// The broker speaks these versions from now on, and others are refused.
  package func speak(_ versions: BrokerVersions, broker: Int32) async throws {
    try await change { $0.setVersions(versions, of: broker) }
  }

  /// Nothing is wrong any more: no faults, no changed answers, every broker serves.
  package func heal() async throws {
    try await change { $0.heal() }
  }

  /// Looks at the cluster or changes it.
  @discardableResult
  package func change<Value: Sendable>(_ change: @Sendable (SimulatedCluster) throws -> Value) async throws -> Value {
    try await server.withCluster(change)
  }

  // MARK: - Brokers

  /// The process ends, and the cluster has not noticed: refused connections from now on.
  package func stop(_ id: Int32) async throws {
    try await behave(.refuses, broker: id)
    await server.endConnections(of: id)
  }

  /// Listens again, where it did before.
  package func restart(_ id: Int32) async throws {
    try await change { $0.healListener(of: id) }
  }

  /// Listens at another port, which the metadata names from then on.
  package func move(_ id: Int32) async throws -> HostPort {
    let port = try FreePort.next()
    try await change { $0.moveBroker(id, to: port) }
    guard let broker = try await change({ $0.brokers[id] }) else { throw HarnessError("there is no broker \(id)") }
    return try HostPort(host: broker.host, port: Int(port))
  }

  /// Ends the broker's connections, as it does with those that are idle for long.
  package func endConnections(of id: Int32) async {
    await server.endConnections(of: id)
  }

  package func openConnections(of id: Int32) async -> Int {
    await server.connectionCount(of: id)
  }

  // MARK: - What they saw

  /// Every request since the start, or since the last `forget`.
  package var seen: [SeenRequest] { requests.requests }

  package func count(_ api: APIKey, broker: Int32? = nil) -> Int {
    seen.count { $0.api == api && (broker ?? $0.broker) == $0.broker }
  }

  /// Connections that a broker took.
  package func accepted(by id: Int32) -> Int { requests.connections(to: id) }

  package func forget() { requests.forget() }
}
