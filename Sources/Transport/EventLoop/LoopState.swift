/// What the loop's thread alone touches. It is not Sendable; `ThreadConfined` carries it there.
final class LoopState {
  /// Work to be run before the next look at the sockets.
  var ready: [LoopWork] = []
  /// Work that lets the sockets go first.
  var yielded: [LoopWork] = []
  /// The work of the round that runs now; kept for its memory.
  var round: [LoopWork] = []
  var timers = TimerQueue()
  /// Open sockets by registration number.
  var channels: [UInt64: Channel] = [:]
  /// 0 is the poller's own.
  var nextNumber: UInt64 = 1
  /// No sockets and timers any more.
  var isShutDown = false
  /// Where epoll writes a batch of events.
  var events = EventBatch()

  func resumeYielded() {
    if yielded.isEmpty { return }
    ready.append(contentsOf: yielded)
    yielded = []
  }
}

/// Holds a value for code that runs on one thread at a time.
struct ThreadConfined<Value: AnyObject>: @unchecked Sendable {
  // @unchecked Sendable because the holder hands the value out only after checking that it runs on the value's thread.
  let value: Value
}
