/// Something for the loop's thread to run.
enum LoopWork: Sendable {
  /// A step of a task whose actor lives on the loop.
  case job(UnownedJob)
  case action(@Sendable () -> Void)
}

/// What other threads leave for the loop, and where the loop is in its life.
struct LoopInbox {
  enum Phase {
    /// The thread waits for events and runs what comes.
    case running
    /// Shutdown was asked for; the thread is still there.
    case stopping
    /// No thread. Whoever leaves work now starts one for it.
    case stopped
    /// A thread runs the work that came after the end.
    case draining
  }

  var work: [LoopWork] = []
  var phase = Phase.running
  /// The thread waits in epoll, or is about to: new work has to wake it.
  var isAsleep = false
  var shutdownWaiters: [CheckedContinuation<Void, Never>] = []

  /// Takes all work in the order it came.
  mutating func takeWork() -> [LoopWork] {
    if work.isEmpty { return [] }
    defer { work = [] }
    return work
  }
}
