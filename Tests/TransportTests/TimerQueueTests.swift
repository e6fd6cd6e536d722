import Testing

@testable import Transport

struct TimerQueueTests {
  private let start = ContinuousClock.now

  private func timer(_ milliseconds: Int) -> LoopTimer {
    LoopTimer(deadline: start + .milliseconds(milliseconds)) { _ in }
  }

  private func drain(_ queue: inout TimerQueue) -> [ContinuousClock.Instant] {
    var deadlines: [ContinuousClock.Instant] = []
    while let timer = queue.removeFirst(due: start + .seconds(1_000_000)) { deadlines.append(timer.deadline) }
    return deadlines
  }

  @Test func timersLeaveByDeadlineWhateverTheOrderTheyCame() {
    var generator = SystemRandomNumberGenerator()
    var queue = TimerQueue()
    let timers = (0..<2_000).map { _ in timer(.random(in: 0..<500, using: &generator)) }
    for timer in timers { queue.insert(timer) }
    var kept: [ContinuousClock.Instant] = []
    for (index, timer) in timers.enumerated() {
      if index % 3 == 0 { kept.append(timer.deadline) } else { queue.remove(timer) }
    }
    #expect(queue.count == kept.count)
    #expect(drain(&queue) == kept.sorted())
  }

  @Test func equalDeadlinesLeaveInTheOrderTheyCame() {
    var queue = TimerQueue()
    let timers = (0..<100).map { _ in timer(5) }
    for timer in timers { queue.insert(timer) }
    for timer in timers { #expect(queue.removeFirst(due: start + .seconds(1)) === timer) }
  }

  @Test func noTimerLeavesBeforeItsDeadline() {
    var queue = TimerQueue()
    queue.insert(timer(10))
    #expect(queue.removeFirst(due: start + .milliseconds(9)) == nil)
    #expect(queue.removeFirst(due: start + .milliseconds(10)) != nil)
    #expect(queue.isEmpty)
  }

  @Test func removingATimerTwiceHarmsNoOther() {
    var queue = TimerQueue()
    let (first, second) = (timer(1), timer(2))
    queue.insert(first)
    queue.insert(second)
    queue.remove(first)
    queue.remove(first)
    #expect(drain(&queue) == [second.deadline])
  }
}
