/// One appointment of a loop.
public final class LoopTimer: @unchecked Sendable {
  // @unchecked Sendable because `position` is touched by the loop's thread alone; everything else never changes.
  public let deadline: ContinuousClock.Instant
  /// Called once on the loop: `.ready` at the deadline, `.shutDown` when the loop ends before.
  let action: (Wakeup) -> Void
  /// Its place in the queue, nil while it is in none.
  fileprivate(set) var position: Int?

  init(deadline: ContinuousClock.Instant, action: @escaping (Wakeup) -> Void) {
    self.deadline = deadline
    self.action = action
  }
}

/// Timers by deadline, equal ones in the order they came: a binary heap in which each timer knows its place, so that removal costs no search.
struct TimerQueue {
  /// The deadline stands beside its timer so that comparing follows no reference.
  private typealias Entry = (deadline: ContinuousClock.Instant, order: UInt64, timer: LoopTimer)

  private var heap: [Entry] = []
  private var nextOrder: UInt64 = 0

  var isEmpty: Bool { heap.isEmpty }
  var count: Int { heap.count }
  var earliest: ContinuousClock.Instant? { heap.first?.deadline }

  mutating func insert(_ timer: LoopTimer) {
    heap.append((timer.deadline, nextOrder, timer))
    nextOrder += 1
    timer.position = heap.count - 1
    moveUp(from: heap.count - 1)
  }

  /// Takes the timer out if it is still in.
  mutating func remove(_ timer: LoopTimer) {
    guard let position = timer.position else { return }
    timer.position = nil
    let last = heap.removeLast()
    guard position < heap.count else { return }
    place(last, at: position)
    moveUp(from: position)
    moveDown(from: position)
  }

  /// Takes out the earliest timer whose deadline has come.
  mutating func removeFirst(due now: ContinuousClock.Instant) -> LoopTimer? {
    guard let deadline = heap.first?.deadline, deadline <= now, let first = heap.first?.timer else { return nil }
    remove(first)
    return first
  }

  /// Takes out everything, in no order.
  mutating func removeAll() -> [LoopTimer] {
    let timers = heap.map(\.timer)
    heap = []
    for timer in timers { timer.position = nil }
    return timers
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if heap[left].deadline == heap[right].deadline { return heap[left].order < heap[right].order }
    return heap[left].deadline < heap[right].deadline
  }

  private mutating func place(_ entry: Entry, at position: Int) {
    heap[position] = entry
    entry.timer.position = position
  }

  private mutating func exchange(_ left: Int, _ right: Int) {
    let entry = heap[left]
    place(heap[right], at: left)
    place(entry, at: right)
  }

  private mutating func moveUp(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(child, parent) else { return }
      exchange(child, parent)
      child = parent
    }
  }

  private mutating func moveDown(from start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) { least = child }
      guard least != parent else { return }
      exchange(parent, least)
      parent = least
    }
  }
}
