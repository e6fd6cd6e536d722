public import KafkaProtocol
import Synchronization
import TestSupport
public import Transport

/// Several scripted brokers of one cluster on an event loop of their own, and the script they follow.
///
/// They show how the exporter takes faults that real brokers can't be made to have. What they answer when nothing is wrong is what real ones
/// answer, as the integration tests show.
public final class ScriptedCluster: Sendable {
  private let script: Script
  private let loop: EventLoop
  private let brokers: [Int32: ScriptedBroker]
  private let addresses: [Int32: HostPort]

  /// Starts a broker for every id, each on a port of its own.
  public init(
    _ ids: [Int32] = [1, 2, 3], model: ClusterModel? = nil, versions: BrokerVersions = .newest, host: String = "127.0.0.1"
  ) async throws {
    let script = Script(model ?? .standard(brokers: ids))
    let loop = try EventLoop(name: "brokers")
    var addresses: [Int32: HostPort] = [:]
    var brokers: [Int32: ScriptedBroker] = [:]
    for id in ids {
      let port = try FreePort.next()
      addresses[id] = try HostPort(host: host, port: Int(port))
      let broker = ScriptedBroker(id: id, script: script, loop: loop)
      try await broker.start(at: Self.listening(on: host, port))
      brokers[id] = broker
    }
    script.state.withLock { [addresses] state in
      state.model.brokers = addresses
      for id in ids { state.versions[id] = versions }
    }
    self.script = script
    self.loop = loop
    self.brokers = brokers
    self.addresses = addresses
  }

  private static func listening(on host: String, _ port: UInt16) throws -> SocketAddress {
    try SocketAddress("\(host.contains(":") ? "[\(host)]" : host):\(port)")
  }

  /// Where the brokers listened first, by ascending id.
  public var bootstrap: [HostPort] { addresses.sorted { $0.key < $1.key }.map(\.value) }

  public func close() async {
    for broker in brokers.values { await broker.stop() }
    await loop.shutdown()
    // An edit may hold this cluster, which holds it.
    heal()
  }

  // MARK: - The script

  /// Makes requests fail from now on: of one API or all, at one broker or all, the next `times` of them or all.
  public func inject(_ fault: Fault, on api: APIKey? = nil, broker: Int32? = nil, times: Int = .max) {
    script.state.withLock { $0.rules.append(.init(api: api, broker: broker, left: times, fault: fault)) }
  }

  /// Changes the right answers of an API before they are sent.
  public func edit<Request: KafkaRequest>(
    _ api: Request.Type, broker: Int32? = nil, times: Int = .max, _ change: @escaping @Sendable (Request, inout Request.Response) -> Void
  ) {
    script.state.withLock { state in
      state.edits.append(
        .init(api: Request.apiKey, broker: broker, left: times) { request, response in
          guard let request = request as? Request, var own = response as? Request.Response else { return response }
          change(request, &own)
          return own
        })
    }
  }

  /// Nothing is wrong any more: no faults, no changed answers, every broker serves.
  public func heal() {
    script.state.withLock { state in
      state.rules = []
      state.edits = []
      state.manners = [:]
      state.refusesNewApiVersions = []
    }
  }

  /// How a broker treats connections from now on; those it has go on as they began.
  public func behave(_ manner: Manner, broker: Int32) {
    script.state.withLock { $0.manners[broker] = manner }
  }

  /// The broker answers ApiVersions above version 0 with UNSUPPORTED_VERSION, in version 0.
  public func refuseNewApiVersions(broker: Int32) {
    script.state.withLock { _ = $0.refusesNewApiVersions.insert(broker) }
  }

  public func speak(_ versions: BrokerVersions, broker: Int32) {
    script.state.withLock { $0.versions[broker] = versions }
  }

  public func change(_ change: (inout ClusterModel) -> Void) {
    script.state.withLock { change(&$0.model) }
  }

  // MARK: - Brokers

  /// The process ends: refused connections from now on.
  public func stop(_ id: Int32) async {
    await brokers[id]?.stop()
  }

  /// Listens again, where it did before.
  public func restart(_ id: Int32) async throws {
    guard let address = addresses[id] else { return }
    try await brokers[id]?.start(at: Self.listening(on: address.host, address.port))
  }

  /// Listens at another port, which the metadata names from then on.
  public func move(_ id: Int32) async throws -> HostPort {
    guard let old = addresses[id] else { throw HarnessError("there is no broker \(id)") }
    await brokers[id]?.stop()
    let address = try HostPort(host: old.host, port: Int(try FreePort.next()))
    try await brokers[id]?.start(at: Self.listening(on: address.host, address.port))
    change { $0.brokers[id] = address }
    return address
  }

  /// Ends the broker's connections, as it does with those that are idle for long.
  public func endConnections(of id: Int32) async {
    await brokers[id]?.endConnections()
  }

  public func openConnections(of id: Int32) async -> Int {
    await brokers[id]?.openConnections ?? 0
  }

  // MARK: - What they saw

  /// Every request since the start, or since the last `forget`.
  public var seen: [SeenRequest] { script.state.withLock { $0.seen } }

  public func count(_ api: APIKey, broker: Int32? = nil) -> Int {
    seen.count { $0.api == api && (broker ?? $0.broker) == $0.broker }
  }

  /// Connections that a broker took.
  public func accepted(by id: Int32) -> Int { script.state.withLock { $0.accepted[id] ?? 0 } }

  public func forget() {
    script.state.withLock { state in
      state.seen = []
      state.accepted = [:]
    }
  }
}
