import CLinux
import Glibc

/// What epoll says about a socket.
struct Readiness: OptionSet {
  let rawValue: UInt32

  static let readable = Readiness(rawValue: EPOLLIN.rawValue)
  static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
  /// The peer will send nothing more (EPOLLRDHUP), the connection is gone (EPOLLHUP), or it failed (EPOLLERR).
  static let ended = Readiness(rawValue: EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue)
  static let failed = Readiness(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)
}

/// Where epoll writes the events of one wait.
@safe struct EventBatch {
  fileprivate var memory = unsafe [epoll_event](repeating: epoll_event(), count: 256)
}

/// An epoll instance and the eventfd that interrupts its wait, both edge-triggered. See epoll(7).
///
/// Sockets are known by a registration number that is never used twice, not by their descriptor: an event for a socket that was closed
/// earlier in the same batch can so never reach the socket that got its descriptor.
final class Poller: Sendable {
  private static let wakeupNumber: UInt64 = 0

  private let epoll: Int32
  private let wakeup: Int32

  init() throws(SystemError) {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard epoll >= 0 else {
      wakeup = -1
      throw .last
    }
    wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard wakeup >= 0 else { throw .last }
    try add(descriptor: wakeup, number: Self.wakeupNumber, events: EPOLLIN.rawValue | EPOLLET.rawValue)
  }

  deinit {
    if wakeup >= 0 { _ = close(wakeup) }
    if epoll >= 0 { _ = close(epoll) }
  }

  /// Reports the socket's readiness from now on, with one event for each change. Closing the socket ends it.
  func add(descriptor: Int32, number: UInt64) throws(SystemError) {
    try add(descriptor: descriptor, number: number, events: EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue)
  }

  private func add(descriptor: Int32, number: UInt64, events: UInt32) throws(SystemError) {
    var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: number))
    guard unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw .last }
  }

  /// Ends the wait that is going on, or the next one. From any thread.
  func wake() {
    // The counter is never read: with an edge-triggered registration each write is an event, and 2^64 writes do not happen.
    _ = eventfd_write(wakeup, 1)
  }

  /// Waits for events, at most `milliseconds` (-1: without limit), and hands each to `body` with its registration number.
  func wait(milliseconds: Int32, events: inout EventBatch, body: (UInt64, Readiness) -> Void) {
    let count = unsafe events.memory.withUnsafeMutableBufferPointer { buffer in
      unsafe epoll_wait(epoll, buffer.baseAddress, Int32(clamping: buffer.count), milliseconds)
    }
    // An interrupted wait (EINTR) is one without events: the loop turns and computes its time again.
    guard count > 0 else { return }
    for index in 0..<Int(count) {
      let event = unsafe events.memory[index]
      // Reading this member is sound: the kernel gives back the union as `add` wrote it, and `add` writes `u64`.
      let number = unsafe event.data.u64
      if number != Self.wakeupNumber { body(number, Readiness(rawValue: unsafe event.events)) }
    }
  }
}
