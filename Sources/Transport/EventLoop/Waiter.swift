import Synchronization

/// One task that waits for one outcome. The first outcome counts, from whichever thread it comes; later ones are dropped.
///
/// On a loop it stands in for a bare continuation, which would be resumed by way of the global executor.
public final class Waiter<Outcome: Sendable>: Sendable {
  private enum State {
    case empty
    case waiting(CheckedContinuation<Outcome, Never>)
    case settled(Outcome)
  }

  private let state = Mutex(State.empty)

  public init() {}

  /// Returns the outcome, at once when there is one already. To be called once.
  ///
  /// - Parameters:
  ///   - loop: the loop of the caller, nil when it is on none. A continuation is always resumed on the global executor, also that of an actor
  ///     with an executor of its own, and only then finds its way back: two changes of threads for each wait. A task that prefers the loop
  ///     is resumed there at once.
  ///   - cancelled: the outcome when the waiting task is cancelled; it settles the waiter like any other.
  ///   - isolation: the caller's actor. It is named because a closure given to the standard library stays on an actor only by capturing it.
  public func wait(on loop: EventLoop?, ifCancelled cancelled: Outcome, isolation: isolated (any Actor)? = #isolation) async -> Outcome {
    await withTaskExecutorPreference(loop) {
      await withTaskCancellationHandler {
        await withCheckedContinuation(isolation: isolation) { continuation in
          if let settled = put(continuation) { continuation.resume(returning: settled) }
        }
      } onCancel: {
        settle(cancelled)
      }
    }
  }

  /// Leaves the continuation for the outcome, or returns the one that is there.
  private func put(_ continuation: CheckedContinuation<Outcome, Never>) -> Outcome? {
    state.withLock { state in
      if case .settled(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
  }

  /// Whether the outcome is there, though the task may not have run since.
  public var isSettled: Bool {
    state.withLock { state in if case .settled = state { true } else { false } }
  }

  /// Wakes the waiting task, or leaves the outcome for it.
  public func settle(_ outcome: Outcome) {
    let continuation: CheckedContinuation<Outcome, Never>? = state.withLock { state in
      switch state {
      case .settled: return nil
      case .empty:
        state = .settled(outcome)
        return nil
      case .waiting(let continuation):
        state = .settled(outcome)
        return continuation
      }
    }
    continuation?.resume(returning: outcome)
  }
}

/// Why a wait on the loop ended.
public enum Wakeup: Sendable {
  case ready, timedOut, cancelled, closed, shutDown

  /// Nil when ready.
  public var reason: TransportError.Reason? {
    switch self {
    case .ready: nil
    case .timedOut: .timedOut
    case .cancelled: .cancelled
    case .closed: .closed
    case .shutDown: .shutDown
    }
  }
}
