public import KafkaProtocol
public import Transport

/// A broker as the metadata names it.
public struct BrokerAddress: Sendable, Hashable {
  public var id: Int32
  public var address: HostPort

  public init(id: Int32, address: HostPort) {
    self.id = id
    self.address = address
  }
}

/// Whom a request is for.
public enum Destination: Sendable, Hashable {
  /// Whichever broker answers: those known to work first, the bootstrap list when none of the metadata's does.
  case any
  /// The broker of that id: a leader, a coordinator, the controller.
  case broker(Int32)
}

/// A typed client of one cluster: finds brokers, keeps a connection to each, agrees on versions, and gives every request a deadline.
///
/// It keeps no metadata but the brokers' addresses, which `setBrokers` tells it; who leads or coordinates what is the caller's knowledge.
public actor KafkaClient {
  public nonisolated let settings: ClientSettings
  private nonisolated let loop: EventLoop
  private nonisolated let observer: (any RequestObserver)?

  private(set) var brokers: [Int32: HostPort] = [:]
  private var idOfAddress: [HostPort: Int32] = [:]
  private(set) var connections: [HostPort: BrokerConnection] = [:]
  /// Where an API failed lately that any broker may answer: others are asked first. A broker may hang in one API and be well in all others.
  private var avoided: Set<Avoided> = []
  private var isClosed = false

  private struct Avoided: Hashable {
    let address: HostPort
    let api: APIKey
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  public init(settings: ClientSettings, loop: EventLoop, observer: (any RequestObserver)? = nil) {
    self.settings = settings
    self.loop = loop
    self.observer = observer
  }

  // MARK: - Brokers

  /// Takes the brokers that the metadata names. A broker that moved gets a new connection; connections to addresses that no broker has any more
  /// are closed.
  public func setBrokers(_ known: [BrokerAddress]) async {
    guard !isClosed else { return }
    brokers = Dictionary(known.map { ($0.id, $0.address) }, uniquingKeysWith: { $1 })
    idOfAddress = Dictionary(known.map { ($0.address, $0.id) }, uniquingKeysWith: { min($0, $1) })
    guard !known.isEmpty else { return }
    avoided = avoided.filter { idOfAddress[$0.address] != nil }
    for (address, connection) in connections where idOfAddress[address] == nil {
      connections[address] = nil
      // What is in flight may be asked again, where the broker is now.
      await connection.close(.disconnected, detail: "no broker has this address any more")
    }
  }

  /// The ids of the brokers that the metadata names, ascending.
  public var brokerIDs: [Int32] { brokers.keys.sorted() }

  /// Whether a broker speaks an API at all; nil while there is no connection to tell.
  public func supports(_ api: APIKey, broker: Int32) async -> Bool? {
    guard let address = brokers[broker], let connection = connections[address] else { return nil }
    return await connection.versions.map { $0.supports(api) }
  }

  /// Closes every connection; requests that wait get `.cancelled`, and later ones too.
  public func close() async {
    isClosed = true
    let open = connections.values
    connections = [:]
    for connection in open { await connection.close(.cancelled, detail: "the client was closed") }
  }

  // MARK: - Requests

  /// Sends a request and decodes its answer on the caller's executor.
  ///
  /// - Parameters:
  ///   - versions: the versions the caller can use; those that the message types speak by default.
  ///   - deadline: the request ends by then; the request timeout counts as well, whichever comes first.
  /// - Throws: when there is no answer. Error codes in the answer are the caller's to read.
  public nonisolated func send<Request: KafkaRequest>(
    _ request: Request, to destination: Destination, versions: ClosedRange<Int16>? = nil, deadline: ContinuousClock.Instant
  ) async throws(KafkaClientError) -> Request.Response {
    try await send(request, to: destination, versions: versions, deadline: deadline) { reader, version throws(WireError) in
      try Request.Response.decode(from: &reader, version: version)
    }
  }

  /// Like `send`, for answers that are too large to become a tree of objects: `decode` reads the answer's body as it stands in the frame.
  public nonisolated func send<Request: KafkaRequest, Value>(
    _ request: Request, to destination: Destination, versions: ClosedRange<Int16>? = nil, deadline: ContinuousClock.Instant,
    decode: (inout WireReader, _ version: Int16) throws(WireError) -> Value
  ) async throws(KafkaClientError) -> Value {
    let start = ContinuousClock.now
    let deadline = min(deadline, start + settings.requestTimeout)
    guard start < deadline else { throw KafkaClientError(.timeout, api: Request.apiKey, detail: "the deadline had passed") }
    var tried: Set<HostPort> = []
    var askedAgain: Set<HostPort> = []
    var failures: [KafkaClientError] = []
    while let candidate = await candidate(for: destination, api: Request.apiKey, notIn: tried) {
      // A broker that hangs must leave time to ask another: each gets its share of what is left.
      let now = ContinuousClock.now
      let limit = BrokerConnection.TimeLimit(
        deadline: now + now.duration(to: deadline) / candidate.shares, overdue: start + settings.requestTimeout / candidate.shares)
      do {
        return try await attempt(request, at: candidate, versions: versions, limit: limit, decode: decode)
      } catch {
        failures.append(error)
        if destination == .any { await avoid(candidate.address, api: Request.apiKey, after: error) }
        guard error.isWorthAnotherBroker, ContinuousClock.now < deadline else { break }
        // A broker may end a connection, idle for long, at the very moment it is used again: the same broker is asked once more.
        let mayAskAgain = error.reason == .disconnected && askedAgain.insert(candidate.address).inserted
        if !mayAskAgain { tried.insert(candidate.address) }
      }
    }
    if let failure = KafkaClientError(inTurn: failures) { throw failure }
    throw await unreachable(destination, api: Request.apiKey)
  }

  private nonisolated func attempt<Request: KafkaRequest, Value>(
    _ request: Request, at candidate: Candidate, versions: ClosedRange<Int16>?, limit: BrokerConnection.TimeLimit,
    decode: (inout WireReader, _ version: Int16) throws(WireError) -> Value
  ) async throws(KafkaClientError) -> Value {
    let clientID = settings.clientID
    var event = RequestEvent(
      api: Request.apiKey, broker: candidate.broker, address: candidate.address, outcome: .answered, roundTrip: nil, receivedBytes: 0)
    do throws(KafkaClientError) {
      let answer = try await candidate.connection.send(
        api: Request.apiKey, versions: versions ?? Request.validVersions, limit: limit
      ) { version, correlationID throws(WireError) in
        try Frame.encodeRequest(request, version: version, correlationID: correlationID, clientID: clientID)
      }
      event.roundTrip = answer.roundTrip
      event.receivedBytes = answer.bytes.count
      let value = try read(answer, to: Request.self, of: candidate, decode: decode)
      observer?.requestEnded(event)
      return value
    } catch {
      event.outcome = .failed(error.reason)
      observer?.requestEnded(event)
      throw error
    }
  }

  private nonisolated func read<Request: KafkaRequest, Value>(
    _ answer: Answer, to request: Request.Type, of candidate: Candidate,
    decode: (inout WireReader, _ version: Int16) throws(WireError) -> Value
  ) throws(KafkaClientError) -> Value {
    do {
      return try Frame.decodeResponse(to: request, version: answer.version, from: answer.bytes.span) { reader throws(WireError) in
        try decode(&reader, answer.version)
      }.response
    } catch {
      throw KafkaClientError(.malformed, api: Request.apiKey, address: candidate.address, detail: "\(error)")
    }
  }

  // MARK: - Routing

  private struct Candidate: Sendable {
    let connection: BrokerConnection
    let address: HostPort
    let broker: Int32?
    /// How many brokers the time that is left is for, this one included.
    let shares: Int
  }

  /// Remembers who failed; when everybody did, all are as good again.
  private func avoid(_ address: HostPort, api: APIKey, after error: KafkaClientError) {
    guard [.timeout, .disconnected, .malformed].contains(error.reason) else { return }
    avoided.insert(Avoided(address: address, api: api))
    if brokers.values.allSatisfy({ avoided.contains(Avoided(address: $0, api: api)) }) { avoided = avoided.filter { $0.api != api } }
  }

  private func candidate(for destination: Destination, api: APIKey, notIn tried: Set<HostPort>) async -> Candidate? {
    guard !isClosed else { return nil }
    switch destination {
    case .broker(let id):
      guard let address = brokers[id], !tried.contains(address) else { return nil }
      return Candidate(connection: connection(to: address), address: address, broker: id, shares: 1)
    case .any:
      let open = await routes(api).filter { !tried.contains($0.address) }
      // Between asking the connections and now the client may have been closed.
      guard let best = open.min(by: { $0.rank < $1.rank }), !isClosed else { return nil }
      // Who is connected and well gets the time it needs; who is broken needs none.
      let shares = best.condition == .ready ? 1 : max(1, open.count { $0.condition != .broken })
      return Candidate(
        connection: connection(to: best.address), address: best.address, broker: idOfAddress[best.address], shares: shares)
    }
  }

  private struct Route {
    let address: HostPort
    let condition: BrokerConnection.Condition
    let isAvoided: Bool

    /// Lowest first: what is connected and well, what was not tried yet, what failed in this API, what is broken.
    var rank: Int {
      switch condition {
      case .ready: isAvoided ? 2 : 0
      case .untried: isAvoided ? 2 : 1
      case .broken: 3
      }
    }
  }

  /// Known brokers by id, then the bootstrap list, each with what is known of it.
  private func routes(_ api: APIKey) async -> [Route] {
    let known = brokers.sorted { $0.key < $1.key }.map(\.value)
    var routes: [Route] = []
    for address in known + settings.bootstrap.filter({ idOfAddress[$0] == nil }) {
      let condition = await connections[address]?.condition ?? .untried
      routes.append(Route(address: address, condition: condition, isAvoided: avoided.contains(Avoided(address: address, api: api))))
    }
    return routes
  }

  private func connection(to address: HostPort) -> BrokerConnection {
    if let existing = connections[address] { return existing }
    let made = BrokerConnection(address: address, settings: settings, loop: loop) { [observer, weak self] result in
      guard let observer else { return }
      let broker = self?.assumeIsolated { $0.idOfAddress[address] }
      observer.requestEnded(RequestEvent(setup: result, broker: broker ?? nil, address: address))
    }
    connections[address] = made
    return made
  }

  private func unreachable(_ destination: Destination, api: APIKey) -> KafkaClientError {
    if isClosed { return KafkaClientError(.cancelled, api: api, detail: "the client was closed") }
    return switch destination {
    case .any: KafkaClientError(.unreachable, api: api, detail: "there is no broker to ask")
    case .broker(let id): KafkaClientError(.unknownBroker, api: api, detail: "broker \(id) is not in the metadata")
    }
  }
}

extension KafkaClientError {
  /// Whether another broker, or the same one over a new connection, may do better. A broker that was heard and made no sense may not.
  fileprivate var isWorthAnotherBroker: Bool {
    switch reason {
    case .unreachable, .timeout, .disconnected, .unavailable, .rejected, .malformed: true
    case .unsupported, .unencodable, .unknownBroker, .cancelled: false
    }
  }
}

extension RequestEvent {
  /// The event of a connection's set-up, whose last word is the ApiVersions answer.
  fileprivate init(setup result: Result<Answer, KafkaClientError>, broker: Int32?, address: HostPort) {
    switch result {
    case .success(let answer):
      self.init(
        api: .apiVersions, broker: broker, address: address, outcome: .answered, roundTrip: answer.roundTrip,
        receivedBytes: answer.bytes.count)
    case .failure(let error):
      self.init(
        api: .apiVersions, broker: broker, address: address, outcome: .failed(error.reason), roundTrip: nil, receivedBytes: 0)
    }
  }
}
