import Transport

/// Answers that are not due yet: each waits for something to happen in the cluster, or for its time to be over. Time is the cluster's.
package final class WaitList {
  /// What an answer can wait for.
  package enum Event: Hashable, Sendable {
    /// Records were appended to the partition, or it changed hands.
    case partition(topic: String, Int32)
    case group(String)
    /// A broker treats connections in another way.
    case listener(Int32)
  }

  private struct Wait {
    var events: [Event]
    var deadline: Timestamp
    var waiter: Waiter<Bool>
  }

  private let loop: EventLoop?
  private var waits: [UInt64: Wait] = [:]
  private var byEvent: [Event: Set<UInt64>] = [:]
  private var nextNumber: UInt64 = 0

  init(loop: EventLoop?) {
    self.loop = loop
  }

  /// How many answers wait.
  package var count: Int { waits.count }

  /// Waits for the first of the events.
  ///
  /// - Returns: false when the deadline came first, or the task was cancelled. Whoever waited looks at the cluster again: another may have been there before.
  package func wait(for events: [Event], until deadline: Timestamp, isolation: isolated (any Actor)? = #isolation) async -> Bool {
    let number = nextNumber
    nextNumber += 1
    let waiter = Waiter<Bool>()
    waits[number] = Wait(events: events, deadline: deadline, waiter: waiter)
    for event in events { byEvent[event, default: []].insert(number) }
    let happened = await waiter.wait(on: loop, ifCancelled: false)
    forget(number)
    return happened
  }

  /// Wakes who waits for the event.
  package func notify(_ event: Event) {
    guard let numbers = byEvent[event] else { return }
    for number in numbers { waits[number]?.waiter.settle(true) }
  }

  /// Wakes those whose time is over.
  func expire(at now: Timestamp) {
    for wait in waits.values where wait.deadline <= now { wait.waiter.settle(false) }
  }

  /// Wakes everybody: the cluster ends.
  func endAll() {
    for wait in waits.values { wait.waiter.settle(false) }
  }

  private func forget(_ number: UInt64) {
    guard let wait = waits.removeValue(forKey: number) else { return }
    for event in wait.events {
      byEvent[event]?.remove(number)
      if byEvent[event]?.isEmpty == true { byEvent[event] = nil }
    }
  }
}
