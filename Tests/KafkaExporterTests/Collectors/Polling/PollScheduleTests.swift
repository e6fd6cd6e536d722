import Testing

@testable import KafkaExporter

struct PollScheduleTests {
  @Test(
    "the next poll is at the first regular time that is not past, and those that went by are counted",
    arguments: [(0, 1, 0), (500, 1, 0), (1000, 1, 0), (1001, 2, 1), (2000, 2, 1), (2500, 3, 2), (9999, 10, 9)]
      as [(milliseconds: Int, next: Int, skipped: UInt64)])
  func advance(poll: (milliseconds: Int, next: Int, skipped: UInt64)) {
    let start = ContinuousClock.now
    var schedule = PollSchedule(interval: .seconds(1))
    schedule.start(at: start)
    #expect(schedule.next == start)
    #expect(schedule.advance(past: start + .milliseconds(poll.milliseconds)) == poll.skipped)
    #expect(schedule.next == start + .seconds(poll.next))
  }

  @Test func aYearOfPollsDoesNotDrift() {
    let start = ContinuousClock.now
    var schedule = PollSchedule(interval: .milliseconds(100))
    schedule.start(at: start)
    let year = Duration.seconds(365 * 86_400)
    #expect(schedule.advance(past: start + year - .milliseconds(1)) == 315_360_000 - 1)
    #expect(schedule.next == start + year)
  }
}
