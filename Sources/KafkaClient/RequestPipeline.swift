/// The order of one connection's requests, as a value: which wait, which are on the wire, which answer belongs to which.
///
/// A broker answers the requests of a connection in the order it got them, so the answer that comes is always the oldest request's; the
/// correlation id is checked all the same.
struct RequestPipeline<Request> {
  struct Sent {
    let correlationID: Int32
    let request: Request
    let sentAt: ContinuousClock.Instant
  }

  enum Match {
    case answers(Sent)
    /// The answer to nothing, or to another request than the oldest.
    case mismatch(expected: Int32?)
  }

  let maximumInFlight: Int
  private(set) var waiting: [Request] = []
  private(set) var inFlight: [Sent] = []
  private var lastCorrelationID: Int32 = 0

  init(maximumInFlight: Int) {
    self.maximumInFlight = max(1, maximumInFlight)
  }

  mutating func enqueue(_ request: Request) {
    waiting.append(request)
  }

  /// The next request that may be written now; nil when none waits or enough are in flight.
  mutating func next() -> Request? {
    guard inFlight.count < maximumInFlight, !waiting.isEmpty else { return nil }
    return waiting.removeFirst()
  }

  /// Correlation ids go round in 1...Int32.max.
  mutating func nextCorrelationID() -> Int32 {
    lastCorrelationID = lastCorrelationID == .max ? 1 : lastCorrelationID + 1
    return lastCorrelationID
  }

  mutating func sent(_ request: Request, correlationID: Int32, at moment: ContinuousClock.Instant) {
    inFlight.append(Sent(correlationID: correlationID, request: request, sentAt: moment))
  }

  mutating func match(correlationID: Int32) -> Match {
    guard let oldest = inFlight.first, oldest.correlationID == correlationID else {
      return .mismatch(expected: inFlight.first?.correlationID)
    }
    return .answers(inFlight.removeFirst())
  }

  /// Takes a request out that has not been written; nil when it has, or is not known.
  mutating func withdraw(where isMeant: (Request) -> Bool) -> Request? {
    guard let index = waiting.firstIndex(where: isMeant) else { return nil }
    return waiting.remove(at: index)
  }

  func isInFlight(where isMeant: (Request) -> Bool) -> Bool {
    inFlight.contains { isMeant($0.request) }
  }

  /// Empties the line of what was written: the connection is gone.
  mutating func takeInFlight() -> [Request] {
    defer { inFlight = [] }
    return inFlight.map(\.request)
  }

  /// Empties the line of what was not yet written.
  mutating func takeWaiting() -> [Request] {
    defer { waiting = [] }
    return waiting
  }
}
