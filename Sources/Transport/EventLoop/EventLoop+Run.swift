import Glibc
import Synchronization

// The thread's side of the loop.
extension EventLoop {
  /// Rounds of work between two looks at the sockets: one job that always brings the next must not make the loop deaf.
  private static let maximumRounds = 64

  func run() {
    thread.store(pthread_self(), ordering: .relaxed)
    while turn() {}
    endInputAndOutput()
    drain()
  }

  /// Runs what is due and ready, and then waits for events; false when the loop is to end.
  private func turn() -> Bool {
    let state = state
    fireTimers(state)
    runReady(state)
    let milliseconds = timeout(state)
    let goesOn = inbox.withLock { inbox in
      guard inbox.phase == .running else { return false }
      state.ready.append(contentsOf: inbox.takeWork())
      inbox.isAsleep = state.ready.isEmpty && state.yielded.isEmpty
      return true
    }
    guard goesOn else { return false }
    let isIdle = state.ready.isEmpty && state.yielded.isEmpty
    poller.wait(milliseconds: isIdle ? milliseconds : 0, events: &state.events) { number, readiness in
      state.channels[number]?.handle(readiness)
    }
    inbox.withLock { inbox in
      inbox.isAsleep = false
      state.ready.append(contentsOf: inbox.takeWork())
    }
    state.resumeYielded()
    return true
  }

  private func runReady(_ state: LoopState) {
    for _ in 0..<Self.maximumRounds {
      if state.ready.isEmpty { return }
      swap(&state.ready, &state.round)
      for work in state.round { perform(work) }
      state.round.removeAll(keepingCapacity: true)
    }
  }

  private func perform(_ work: LoopWork) {
    switch work {
    case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
    case .action(let action): action()
    }
  }

  private func fireTimers(_ state: LoopState) {
    if state.timers.isEmpty { return }
    let now = ContinuousClock.now
    while let timer = state.timers.removeFirst(due: now) { timer.action(.ready) }
  }

  /// Milliseconds until the next timer, rounded up so that none fires early and none is waited for in a spin; -1 without timers.
  private func timeout(_ state: LoopState) -> Int32 {
    guard let earliest = state.timers.earliest else { return -1 }
    let (seconds, attoseconds) = (earliest - ContinuousClock.now).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    // A day is enough: the loop then turns and computes again.
    if seconds > 86_400 { return 86_400_000 }
    return Int32(clamping: seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private func endInputAndOutput() {
    let state = state
    state.isShutDown = true
    for channel in Array(state.channels.values) { channel.close(.shutDown) }
    for timer in state.timers.removeAll() { timer.action(.shutDown) }
  }

  /// Runs work until there is none, gives the thread's place up and tells those who wait for that.
  func drain() {
    while true {
      runReady(state)
      let state = state
      let waiters: [CheckedContinuation<Void, Never>]? = inbox.withLock { inbox in
        state.ready.append(contentsOf: inbox.takeWork())
        state.resumeYielded()
        guard state.ready.isEmpty else { return nil }
        // Under the lock: who leaves work next must see that there is no thread.
        thread.store(0, ordering: .relaxed)
        inbox.phase = .stopped
        defer { inbox.shutdownWaiters = [] }
        return inbox.shutdownWaiters
      }
      guard let waiters else { continue }
      for waiter in waiters { waiter.resume() }
      return
    }
  }
}
