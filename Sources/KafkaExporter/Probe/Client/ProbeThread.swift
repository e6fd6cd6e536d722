import Synchronization
import Transport

/// A thread of its own that blocks in librdkafka, so that what arrives is stamped when it arrives.
final class ProbeThread: Sendable {
  private let isStopping = Atomic(false)
  private let isStarted = Atomic(false)
  private let ended: AsyncStream<Never>
  private let end: AsyncStream<Never>.Continuation

  init() {
    (ended, end) = AsyncStream.makeStream()
  }

  /// Whether the body is to return.
  var mustStop: Bool { isStopping.load(ordering: .relaxed) }

  /// - Parameter body: looks at `mustStop` several times a second.
  func start(named name: String, _ body: @escaping @Sendable (ProbeThread) -> Void) throws {
    isStarted.store(true, ordering: .relaxed)
    do {
      try startThread(named: name) { [self] in
        body(self)
        end.finish()
      }
    } catch {
      end.finish()
      throw error
    }
  }

  /// Returns when the body has returned; at once where it never began.
  func stop() async {
    guard isStarted.load(ordering: .relaxed) else { return }
    isStopping.store(true, ordering: .relaxed)
    for await _ in ended {}
  }
}
