import KafkaProtocol
import Transport

/// The one connection to one address: made when it is first needed, shared by all who ask that broker, brought back after it failed.
///
/// It lives on the event loop, so its state needs no lock. What is asked while the connection is being made waits in its line; what is asked while
/// the broker is known to be broken fails at once, so that a broken broker costs one poll its deadline, and not every poll.
actor BrokerConnection {
  enum State {
    /// Nothing is known to be wrong; the next request connects.
    case idle
    case connecting
    /// Connected, and going through the steps of its set-up.
    case settingUp(TCPStream)
    case ready(TCPStream, VersionTable)
    /// Failed; will be tried again in the background.
    case broken
    /// Ended for good, and what is said to those who still ask.
    case closed(KafkaClientError)
  }

  /// Until when a request may take.
  struct TimeLimit {
    /// The caller's: it gets its answer by then, or an error.
    let deadline: ContinuousClock.Instant
    /// The broker's: an answer that is not there by then breaks the connection, because a broker that owes an answer owes all those behind it too
    /// (Kafka's own clients do the same). Not before the deadline.
    let overdue: ContinuousClock.Instant

    init(deadline: ContinuousClock.Instant, overdue: ContinuousClock.Instant) {
      self.deadline = deadline
      self.overdue = max(deadline, overdue)
    }
  }

  nonisolated let address: HostPort
  nonisolated let loop: EventLoop
  let settings: ClientSettings
  /// Told of every set-up, which no caller asked for.
  private let setupEnded: @Sendable (Result<Answer, KafkaClientError>) -> Void

  private(set) var state = State.idle
  /// Why the broker counts as broken: from a failure until a set-up succeeds again.
  private var breakage: KafkaClientError?
  private(set) var pipeline: RequestPipeline<PendingRequest>
  private var life: Task<Void, Never>?
  /// Connections in a row that ended without having answered a single request but those of the set-up.
  private var failures = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(
    address: HostPort, settings: ClientSettings, loop: EventLoop,
    setupEnded: @escaping @Sendable (Result<Answer, KafkaClientError>) -> Void
  ) {
    self.address = address
    self.settings = settings
    self.loop = loop
    self.setupEnded = setupEnded
    pipeline = RequestPipeline(maximumInFlight: settings.maximumInFlight)
  }

  /// How likely it is to answer.
  enum Condition {
    case ready, untried, broken
  }

  var condition: Condition { isReady ? .ready : breakage == nil ? .untried : .broken }

  private var isReady: Bool {
    if case .ready = state { true } else { false }
  }

  /// The versions agreed on, where there is a connection.
  var versions: VersionTable? {
    if case .ready(_, let versions) = state { versions } else { nil }
  }

  // MARK: - Asking

  /// Sends a request and waits for its answer, until the deadline at most.
  func send(
    api: APIKey, versions: ClosedRange<Int16>, limit: TimeLimit, encode: @escaping PendingRequest.Encoder
  ) async throws(KafkaClientError) -> Answer {
    try await submit(api: api, versions: versions, limit: limit, encode: encode) { request in
      pipeline.enqueue(request)
      advance()
    }
  }

  /// Sends a request ahead of all that wait: a step of the set-up.
  func sendDuringSetup(
    api: APIKey, version: Int16, deadline: ContinuousClock.Instant, encode: @escaping PendingRequest.Encoder
  ) async throws(KafkaClientError) -> Answer {
    let limit = TimeLimit(deadline: deadline, overdue: deadline)
    return try await submit(api: api, versions: version...version, limit: limit, encode: encode) { request in
      if case .settingUp(let stream) = state {
        write(request, version: version, to: stream)
      } else {
        request.fail(KafkaClientError(.disconnected, address: address, detail: "the connection ended during its set-up"))
      }
    }
  }

  private func submit(
    api: APIKey, versions: ClosedRange<Int16>, limit: TimeLimit, encode: @escaping PendingRequest.Encoder,
    place: (PendingRequest) -> Void
  ) async throws(KafkaClientError) -> Answer {
    let ticket = Ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let request = PendingRequest(api: api, versions: versions, encode: encode, continuation: continuation)
        guard !Task.isCancelled else { return request.fail(cancelled) }
        ticket.request = request
        request.timer = Task { [loop] in
          guard (try? await loop.sleep(until: limit.deadline)) != nil else { return }
          self.expire(ticket, overdue: limit.overdue)
          guard (try? await loop.sleep(until: limit.overdue)) != nil else { return }
          self.expire(ticket, overdue: limit.overdue)
        }
        place(request)
      }
    } onCancel: {
      Task { await self.cancel(ticket) }
    }
    return try result.get()
  }

  /// Ends the connection for good; whoever waits gets the reason, and whoever still asks.
  func close(_ reason: KafkaClientError.Reason, detail: String) {
    let error = KafkaClientError(reason, address: address, detail: detail)
    end(becoming: .closed(error), failing: error)
    life?.cancel()
    life = nil
  }

  // MARK: - The line

  /// Does what the state allows for those who wait.
  private func advance() {
    switch state {
    case .idle:
      if !pipeline.waiting.isEmpty, life == nil { life = Task { await self.live() } }
    case .connecting, .settingUp, .broken:
      guard let breakage else { return }
      fail(pipeline.takeWaiting(), with: KafkaClientError(.unavailable, address: address, detail: breakage.detail))
    case .ready(let stream, let versions):
      while let request = pipeline.next() {
        guard let version = versions.best(for: request.api, among: request.versions) else {
          request.fail(unsupported(request, offered: versions.versions(of: request.api)))
          continue
        }
        write(request, version: version, to: stream)
      }
    case .closed(let error):
      fail(pipeline.takeWaiting(), with: error)
    }
  }

  private func write(_ request: PendingRequest, version: Int16, to stream: TCPStream) {
    let correlationID = pipeline.nextCorrelationID()
    do {
      let frame = try request.encode(version, correlationID)
      request.version = version
      pipeline.sent(request, correlationID: correlationID, at: .now)
      stream.write(frame)
    } catch {
      request.fail(KafkaClientError(.unencodable, address: address, detail: "\(error)"))
    }
  }

  private func unsupported(_ request: PendingRequest, offered: ClosedRange<Int16>?) -> KafkaClientError {
    let wanted = "\(request.versions.lowerBound) to \(request.versions.upperBound)"
    let spoken = offered.map { "versions \($0.lowerBound) to \($0.upperBound)" } ?? "no version"
    return KafkaClientError(.unsupported, address: address, detail: "the broker speaks \(spoken), versions \(wanted) are known here")
  }

  private func fail(_ requests: [PendingRequest], with error: KafkaClientError) {
    for request in requests { request.fail(error) }
  }

  /// A request's time is over. One that was not written simply leaves the line. One on the wire leaves the connection as it is when only its caller
  /// was in a hurry, and takes it along when its answer is overdue.
  private func expire(_ ticket: Ticket, overdue: ContinuousClock.Instant) {
    if let request = pipeline.withdraw(where: { $0 === ticket.request }) {
      request.fail(KafkaClientError(.timeout, address: address, detail: "not sent before the deadline"))
    } else if pipeline.isInFlight(where: { $0 === ticket.request }) {
      let error = KafkaClientError(.timeout, address: address, detail: "no answer in time")
      if ContinuousClock.now < overdue { ticket.request?.abandon(error) } else { breakDown(error) }
    }
  }

  /// The answer to a request on the wire is still read and matched when it comes, though nobody waits for it.
  private func cancel(_ ticket: Ticket) {
    if let request = pipeline.withdraw(where: { $0 === ticket.request }) {
      request.fail(cancelled)
    } else {
      ticket.request?.abandon(cancelled)
    }
  }

  private nonisolated var cancelled: KafkaClientError {
    KafkaClientError(.cancelled, address: address, detail: "the request was cancelled")
  }

  // MARK: - The connection's life

  /// Connects, serves until the connection ends, and connects again as long as there is a reason to: a request that waits, or a broker that is
  /// broken and must be seen to come back.
  private func live() async {
    while !Task.isCancelled {
      do {
        let reading = try await establish()
        advance()
        await reading.value
      } catch {
        breakDown(error)
      }
      switch state {
      case .idle where !pipeline.waiting.isEmpty:
        continue
      case .broken:
        let pause = settings.reconnect.delay(afterAttempt: failures, chance: .random(in: 0..<1))
        failures += 1
        try? await loop.sleep(until: .now + pause)
      default:
        life = nil
        return
      }
    }
  }

  /// - Returns: what reads the connection's answers, until it ends.
  private func establish() async throws(KafkaClientError) -> Task<Void, Never> {
    let deadline = ContinuousClock.now + settings.connectTimeout
    state = .connecting
    let stream: TCPStream
    do {
      stream = try await TCPStream.connect(to: address, on: loop, deadline: deadline)
    } catch {
      let failure = KafkaClientError(error, address: address)
      if !isClosed { setupEnded(.failure(failure)) }
      throw failure
    }
    if case .closed(let error) = state {
      stream.close()
      throw error
    }
    state = .settingUp(stream)
    let reading = Task { await self.receive(from: stream) }
    do throws(KafkaClientError) {
      let (versions, answer) = try await setUp(deadline: deadline)
      // The connection may have ended while its last answer was on the way to here.
      guard isCurrent(stream) else {
        throw breakage ?? KafkaClientError(.disconnected, address: address, detail: "the connection ended during its set-up")
      }
      setupEnded(.success(answer))
      breakage = nil
      state = .ready(stream, versions)
      return reading
    } catch {
      // Closing a connection that nobody needs any more is no failure of its set-up.
      if !isClosed { setupEnded(.failure(error)) }
      stream.close()
      throw error
    }
  }

  /// Reads answers until the connection ends.
  private func receive(from stream: TCPStream) async {
    while isCurrent(stream) {
      do {
        try take(try await stream.readFrame(maximumLength: settings.maximumFrameLength))
      } catch let error as TransportError {
        if isCurrent(stream) { lose(KafkaClientError(error, address: address)) }
      } catch {
        let failure = error as? KafkaClientError
        if isCurrent(stream) { lose(failure ?? KafkaClientError(.malformed, address: address, detail: "\(error)")) }
      }
    }
  }

  private func take(_ bytes: ReceivedBytes) throws(KafkaClientError) {
    guard let correlationID = try? Frame.correlationID(of: bytes.span) else {
      throw KafkaClientError(.malformed, address: address, detail: "an answer of \(bytes.count) bytes has no correlation id")
    }
    switch pipeline.match(correlationID: correlationID) {
    case .answers(let sent):
      if isReady { failures = 0 }
      let roundTrip = sent.sentAt.duration(to: .now)
      sent.request.finish(.success(Answer(bytes: bytes, version: sent.request.version, roundTrip: roundTrip)))
      advance()
    case .mismatch(let expected):
      throw KafkaClientError(
        .malformed, address: address,
        detail: "an answer has correlation id \(correlationID), " + (expected.map { "\($0) is due" } ?? "none is due"))
    }
  }

  /// The peer ended the connection, or what came from it makes no sense. A connection that ends is made anew when it is needed (Kafka closes
  /// idle ones, and a restarted broker answers at once); whatever else went wrong, the broker counts as broken.
  private func lose(_ error: KafkaClientError) {
    if error.reason == .disconnected, isReady {
      if case .ready(let stream, _) = state { stream.close() }
      state = .idle
      fail(pipeline.takeInFlight(), with: error)
    } else {
      breakDown(error)
    }
  }

  private func breakDown(_ error: KafkaClientError) {
    breakage = error
    end(becoming: .broken, failing: error)
  }

  private func end(becoming next: State, failing error: KafkaClientError) {
    guard !isClosed else { return }
    switch state {
    case .ready(let stream, _), .settingUp(let stream): stream.close()
    case .idle, .connecting, .broken, .closed: break
    }
    state = next
    fail(pipeline.takeInFlight(), with: error)
    fail(pipeline.takeWaiting(), with: error)
  }

  private func isCurrent(_ stream: TCPStream) -> Bool {
    switch state {
    case .ready(let current, _), .settingUp(let current): current === stream
    case .idle, .connecting, .broken, .closed: false
    }
  }

  private var isClosed: Bool {
    if case .closed = state { true } else { false }
  }
}

/// Names a request for its timer and its cancellation. Confined to the connection's actor, like the request.
private final class Ticket: @unchecked Sendable {
  // @unchecked Sendable because the request is set and read only on the connection's actor.
  var request: PendingRequest?
}
