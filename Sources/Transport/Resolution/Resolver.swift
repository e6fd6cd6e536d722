import Synchronization

/// Looks names up on a few threads of its own, because the system's resolver blocks the thread that asks and has no deadline.
///
/// The threads exist while there is something to look up. When all of them hang, further requests wait in line until their deadline.
public final class Resolver: Sendable {
  /// What a lookup says when it has no address.
  public struct LookupFailure: Error, Hashable, Sendable {
    /// The name does not exist, or has no address; else it may exist.
    public let isNotFound: Bool
    public let text: String

    public init(isNotFound: Bool, text: String) {
      self.isNotFound = isNotFound
      self.text = text
    }
  }

  /// Returns the addresses of a host in the order to try them. Runs on a thread of the resolver, which it may block.
  public typealias Lookup = @Sendable (_ host: String) -> Result<[IPAddress], LookupFailure>

  /// The system's resolver on at most four threads.
  public static let system = Resolver(maximumThreads: 4, lookup: systemLookup)

  private struct State {
    var requests: [Request] = []
    var threads = 0
  }

  private final class Request: Sendable {
    let host: String
    let waiter = Waiter<Outcome>()

    init(host: String) { self.host = host }
  }

  private enum Outcome: Sendable {
    case answer(Result<[IPAddress], LookupFailure>)
    case noThread(SystemError)
    case interrupted(Wakeup)
  }

  private let maximumThreads: Int
  private let lookup: Lookup
  private let state = Mutex(State())

  public init(maximumThreads: Int, lookup: @escaping Lookup) {
    self.maximumThreads = max(1, maximumThreads)
    self.lookup = lookup
  }

  /// The addresses of a host, at least one. To be called on the loop.
  ///
  /// - Throws: `.nameNotFound`, `.resolutionFailed`, `.timedOut` at the deadline, `.cancelled` or `.shutDown`.
  func addresses(of host: HostPort, on loop: EventLoop, deadline: ContinuousClock.Instant) async throws(TransportError) -> [IPAddress] {
    let request = Request(host: host.host)
    submit(request)
    let timer = loop.schedule(at: deadline) { request.waiter.settle(.interrupted($0 == .ready ? .timedOut : $0)) }
    let outcome = await request.waiter.wait(on: loop, ifCancelled: .interrupted(.cancelled))
    loop.cancel(timer)
    switch outcome {
    case .answer(.success(let addresses)):
      if !addresses.isEmpty { return addresses }
      throw TransportError(.resolve, host.description, .nameNotFound, detail: "no IPv4 or IPv6 address")
    case .answer(.failure(let failure)):
      throw TransportError(.resolve, host.description, failure.isNotFound ? .nameNotFound : .resolutionFailed, detail: failure.text)
    case .noThread(let error):
      throw TransportError(.resolve, host.description, .resolutionFailed, detail: error.text)
    case .interrupted(let wakeup):
      withdraw(request)
      throw TransportError(.resolve, host.description, wakeup.reason ?? .cancelled)
    }
  }

  private func submit(_ request: Request) {
    let needsThread = state.withLock { state in
      state.requests.append(request)
      guard state.threads < maximumThreads else { return false }
      state.threads += 1
      return true
    }
    guard needsThread else { return }
    do {
      try startThread(named: "resolver") { [self] in serve() }
    } catch {
      state.withLock { $0.threads -= 1 }
      withdraw(request)
      request.waiter.settle(.noThread(error))
    }
  }

  /// Takes a request that nobody waits for out of the line.
  private func withdraw(_ request: Request) {
    state.withLock { $0.requests.removeAll { $0 === request } }
  }

  /// A thread's work: one request after the other until there is none.
  private func serve() {
    while let request = nextRequest() {
      request.waiter.settle(.answer(lookup(request.host)))
    }
  }

  private func nextRequest() -> Request? {
    state.withLock { state in
      if state.requests.isEmpty {
        state.threads -= 1
        return nil
      }
      return state.requests.removeFirst()
    }
  }
}
