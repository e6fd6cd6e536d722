extension EventLoop {
  /// Waits until the deadline; it is late by up to a millisecond and what the loop is busy with, never early.
  ///
  /// May be called from anywhere; from an actor of the loop it costs no change of threads.
  ///
  /// - Throws: `TransportError` with `.cancelled` or `.shutDown`.
  public func sleep(until deadline: ContinuousClock.Instant) async throws(TransportError) {
    let waiter = Waiter<Wakeup>()
    let timer = LoopTimer(deadline: deadline) { waiter.settle($0) }
    onLoop { $0.schedule(timer) }
    let wakeup = await waiter.wait(on: isCurrent ? self : nil, ifCancelled: .cancelled)
    if wakeup == .cancelled { onLoop { $0.cancel(timer) } }
    if let reason = wakeup.reason { throw TransportError(.sleep, name, reason) }
  }

  /// Calls `action` on the loop, with `.ready` at the deadline or `.shutDown` when the loop ends before, unless the timer is cancelled.
  ///
  /// To be called on the loop, where the action may assume the isolation of its actor. It costs no task.
  public func schedule(at deadline: ContinuousClock.Instant, _ action: @escaping (Wakeup) -> Void) -> LoopTimer {
    let timer = LoopTimer(deadline: deadline, action: action)
    schedule(timer)
    return timer
  }

  /// Takes a timer back; nothing happens when it has fired. To be called on the loop.
  public func cancel(_ timer: LoopTimer) {
    state.timers.remove(timer)
  }

  /// Lets everything else go first that is ready, on the loop and on its sockets. To be called on the loop.
  func giveWay() async {
    let waiter = Waiter<Void>()
    state.yielded.append(.action { waiter.settle(()) })
    await waiter.wait(on: self, ifCancelled: ())
  }

  private func schedule(_ timer: LoopTimer) {
    if state.isShutDown {
      timer.action(.shutDown)
    } else {
      state.timers.insert(timer)
    }
  }

  private func onLoop(_ action: @escaping @Sendable (EventLoop) -> Void) {
    if isCurrent {
      action(self)
    } else {
      submit(.action { [self] in action(self) })
    }
  }
}
