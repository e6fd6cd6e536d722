import Glibc
import Synchronization

/// One thread that waits for sockets and timers and runs the actors that live on it.
///
/// An actor lives on the loop when its `unownedExecutor` is the loop's. Its state, and every stream and listener it uses, then belongs to one
/// thread: no locks, and an answer from a socket reaches the waiting task without changing threads.
///
/// The loop lives until `shutdown()`. After that it has no sockets and no timers: what waits for one ends with `.shutDown`, and
/// so does what is begun later. Jobs are never lost: those enqueued after the end run as before, in order and one at a
/// time, on a thread that is started for them and ends when none is left.
///
/// It is a `TaskExecutor` too, so that what waits for a socket or a timer is resumed on it and not by way of the global executor.
public final class EventLoop: SerialExecutor, TaskExecutor, Sendable {
  public let name: String

  let poller: Poller
  let inbox = Mutex(LoopInbox())
  /// The thread that may touch `confined`; 0 when there is none.
  let thread = Atomic<UInt>(0)
  private let confined: ThreadConfined<LoopState>

  /// Starts the loop's thread, which carries the name (the kernel keeps 15 bytes of it).
  ///
  /// - Throws: `TransportError` when the process has no descriptors or threads left.
  public init(name: String) throws(TransportError) {
    self.name = name
    confined = ThreadConfined(value: LoopState())
    do {
      poller = try Poller()
    } catch {
      throw error.transportError(.startLoop, name)
    }
    do {
      try startThread(named: name) { [self] in run() }
    } catch {
      throw error.transportError(.startLoop, name)
    }
  }

  /// Ends the loop: closes its sockets, wakes who waits for them or for a timer, runs what is left, and ends the thread.
  ///
  /// Returns when the thread touches nothing any more. May be called from anywhere, also by an actor of the loop, and more than once.
  public func shutdown() async {
    await withCheckedContinuation { continuation in
      let isOver = inbox.withLock { inbox in
        switch inbox.phase {
        case .stopped, .draining: return true
        case .running, .stopping:
          inbox.phase = .stopping
          inbox.shutdownWaiters.append(continuation)
          wakeIfAsleep(&inbox)
          return false
        }
      }
      if isOver { continuation.resume() }
    }
  }

  /// The state of the loop, for code that runs on it. Anything else is an error of the program and stops it.
  var state: LoopState {
    preconditionIsCurrent()
    return confined.value
  }

  /// Whether the caller runs on the loop's thread.
  public var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

  func preconditionIsCurrent() {
    precondition(isCurrent, "a stream, listener or timer of a loop is used outside of it")
  }
}

// MARK: - Executor

extension EventLoop {
  public func enqueue(_ job: consuming ExecutorJob) {
    submit(.job(UnownedJob(job)))
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }

  public func isIsolatingCurrentContext() -> Bool? { isCurrent }

  public func checkIsolated() {
    precondition(isCurrent, "not on the event loop \(name)")
  }

  /// Runs work on the loop, after what is already there. From any thread; from the loop's own without a lock or a system call.
  func submit(_ work: LoopWork) {
    if isCurrent {
      confined.value.ready.append(work)
      return
    }
    inbox.withLock { inbox in
      inbox.work.append(work)
      switch inbox.phase {
      case .running: wakeIfAsleep(&inbox)
      case .stopping, .draining: break
      case .stopped: startDraining(&inbox)
      }
    }
  }

  /// Runs work on the loop, or drops it when there are no sockets any more that it could be for.
  func submitUnlessOver(_ work: LoopWork) {
    inbox.withLock { inbox in
      guard inbox.phase == .running || inbox.phase == .stopping else { return }
      inbox.work.append(work)
      wakeIfAsleep(&inbox)
    }
  }

  private func wakeIfAsleep(_ inbox: inout LoopInbox) {
    guard inbox.isAsleep else { return }
    inbox.isAsleep = false
    poller.wake()
  }

  private func startDraining(_ inbox: inout LoopInbox) {
    inbox.phase = .draining
    do {
      try startThread(named: name) { [self] in
        thread.store(pthread_self(), ordering: .relaxed)
        drain()
      }
    } catch {
      // Not even a thread to be had: the work stays where it is, and the next to arrive tries again.
      inbox.phase = .stopped
    }
  }
}
