import Synchronization

/// One task that waits for one outcome. The first outcome counts, from whichever thread it comes; later ones are dropped.
final class Waiter<Outcome: Sendable>: Sendable {
  private enum State {
    case empty
    case waiting(CheckedContinuation<Outcome, Never>)
    case settled(Outcome)
  }

  private let state = Mutex(State.empty)

  /// Returns the outcome, at once when there is one already. To be called once.
  ///
  /// - Parameter cancelled: the outcome when the waiting task is cancelled; it settles the waiter like any other.
  func wait(ifCancelled cancelled: Outcome) async -> Outcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let settled: Outcome? = state.withLock { state in
          if case .settled(let outcome) = state { return outcome }
          state = .waiting(continuation)
          return nil
        }
        if let settled { continuation.resume(returning: settled) }
      }
    } onCancel: {
      settle(cancelled)
    }
  }

  /// Whether the outcome is there, though the task may not have run since.
  var isSettled: Bool {
    state.withLock { state in if case .settled = state { true } else { false } }
  }

  /// Wakes the waiting task, or leaves the outcome for it.
  func settle(_ outcome: Outcome) {
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
enum Wakeup: Sendable {
  case ready, timedOut, cancelled, closed, shutDown

  /// Nil when ready.
  var reason: TransportError.Reason? {
    switch self {
    case .ready: nil
    case .timedOut: .timedOut
    case .cancelled: .cancelled
    case .closed: .closed
    case .shutDown: .shutDown
    }
  }
}
