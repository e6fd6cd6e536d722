/// A socket as the loop sees it: registered, with what epoll last said, and with the one task that waits to read and the one that waits to
/// write. Confined to its loop.
///
/// Readiness is edge-triggered: it is remembered from an event until a call says that there is no more.
final class Channel {
  let loop: EventLoop
  let socket: Socket
  private let number: UInt64

  /// Why the socket is closed; nil while it is open.
  private(set) var closure: Wakeup?
  private(set) var isReadable = false
  private(set) var isWritable: Bool
  /// The peer ended or broke the connection: what is left to read ends with that, so reading is tried until it is seen.
  private var hasEnded = false
  private var reader: Waiter<Wakeup>?
  private var writer: Waiter<Wakeup>?
  /// Called when the socket takes bytes again.
  var onWritable: (() -> Void)?

  var isOpen: Bool { closure == nil }

  /// Registers the socket. On a loop that is shut down it is closed at once.
  ///
  /// - Parameter isWritable: whether writing is worth trying before epoll has said anything.
  init(_ socket: Socket, on loop: EventLoop, isWritable: Bool) throws(SystemError) {
    let state = loop.state
    self.loop = loop
    self.socket = socket
    self.isWritable = isWritable
    number = state.nextNumber
    state.nextNumber += 1
    if state.isShutDown {
      closure = .shutDown
      socket.close()
    } else {
      try loop.poller.add(descriptor: socket.descriptor, number: number)
      state.channels[number] = self
    }
  }

  /// What epoll reports.
  func handle(_ readiness: Readiness) {
    if !readiness.isDisjoint(with: [.readable, .ended]) {
      hasEnded = hasEnded || !readiness.isDisjoint(with: .ended)
      isReadable = true
      wakeReader(.ready)
    }
    if !readiness.isDisjoint(with: [.writable, .failed]) {
      isWritable = true
      onWritable?()
      wakeWriter(.ready)
    }
  }

  /// The socket had nothing to read. An event brings `isReadable` back.
  func readingWouldBlock() { isReadable = false }

  /// Fewer bytes came than there was room for: there is no more for now, unless the end is still to be read, for which no event will come.
  func readLessThanAsked() { if !hasEnded { isReadable = false } }

  func writingWouldBlock() { isWritable = false }

  /// Waits until reading is worth trying. One task at a time.
  func waitUntilReadable() async -> Wakeup {
    if let closure { return closure }
    if isReadable { return .ready }
    // A reader that was cancelled may not have run since; its place is free.
    precondition(reader?.isSettled ?? true, "two tasks read from one socket")
    let waiter = Waiter<Wakeup>()
    reader = waiter
    let wakeup = await waiter.wait(on: loop, ifCancelled: .cancelled)
    if reader === waiter { reader = nil }
    return wakeup
  }

  /// Waits until the socket takes bytes, or the deadline. One task at a time.
  func waitUntilWritable(deadline: ContinuousClock.Instant? = nil) async -> Wakeup {
    if let closure { return closure }
    return isWritable ? .ready : await waitAsWriter(deadline: deadline)
  }

  /// Waits until the deadline (`.timedOut`), or until the socket is closed before. In place of a writer.
  func waitUntilClosed(deadline: ContinuousClock.Instant) async -> Wakeup {
    if let closure { return closure }
    return await waitAsWriter(deadline: deadline)
  }

  private func waitAsWriter(deadline: ContinuousClock.Instant?) async -> Wakeup {
    precondition(writer?.isSettled ?? true, "two tasks wait to write to one socket")
    let waiter = Waiter<Wakeup>()
    writer = waiter
    let timer = deadline.map { loop.schedule(at: $0) { waiter.settle($0 == .ready ? .timedOut : $0) } }
    let wakeup = await waiter.wait(on: loop, ifCancelled: .cancelled)
    if let timer { loop.cancel(timer) }
    if writer === waiter { writer = nil }
    return wakeup
  }

  /// Lets the reader look again, for a reason that epoll does not know.
  func wakeReader(_ wakeup: Wakeup) {
    reader?.settle(wakeup)
    reader = nil
  }

  private func wakeWriter(_ wakeup: Wakeup) {
    writer?.settle(wakeup)
    writer = nil
  }

  /// Closes the socket and wakes who waits for it.
  func close(_ reason: Wakeup = .closed) {
    guard isOpen else { return }
    closure = reason
    onWritable = nil
    loop.state.channels[number] = nil
    socket.close()
    wakeReader(reason)
    wakeWriter(reason)
  }

  /// Closes the channel for an owner that is gone, from whichever thread that went.
  func closeFromAnywhere() {
    if loop.isCurrent { return close() }
    let (loop, number) = (loop, number)
    loop.submitUnlessOver(.action { loop.state.channels[number]?.close() })
  }
}
