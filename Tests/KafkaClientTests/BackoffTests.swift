import KafkaClient
import Testing

struct BackoffTests {
  private let backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(10))

  @Test(arguments: [(0, 100), (1, 200), (2, 400), (6, 6400), (7, 10_000), (62, 10_000), (64, 10_000), (Int.max, 10_000), (-1, 100)])
  func theDelayDoublesUpToTheMaximum(attempt: Int, milliseconds: Int) {
    #expect(backoff.delay(afterAttempt: attempt, chance: 0.5) == .milliseconds(milliseconds))
  }

  @Test func theDelayIsSpreadByAFifthToBothSides() {
    let delays = [0, 0.25, 0.75, 1].map { backoff.delay(afterAttempt: 0, chance: $0) / .milliseconds(1) }
    #expect(delays.map { $0.rounded() } == [80, 90, 110, 120])
  }
}
