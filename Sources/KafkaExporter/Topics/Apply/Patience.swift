import KafkaClient

/// How long something is tried again, and how often.
struct Patience {
  private static let backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(1))

  var deadline: ContinuousClock.Instant
  private var attempts = 0
  private var reasons: Set<String> = []

  init(until deadline: ContinuousClock.Instant) {
    self.deadline = deadline
  }

  /// Begins anew: what is waited for moves.
  mutating func extend(until later: ContinuousClock.Instant) {
    deadline = max(deadline, later)
    attempts = 0
  }

  /// Waits until the next attempt.
  ///
  /// - Parameter atLeast: what the brokers asked for.
  /// - Returns: false when the time is over, or the task was cancelled: then there is none. The last attempt is at the deadline.
  mutating func pause(atLeast: Duration = .zero) async -> Bool {
    let delay = max(atLeast, Self.backoff.delay(afterAttempt: attempts, chance: .random(in: 0..<1)))
    attempts += 1
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > atLeast, left > .zero else { return false }
    return (try? await Task.sleep(for: min(delay, left))) != nil
  }

  /// Whether a reason for waiting is to be told: once each, and of very many only the first.
  mutating func isNews(_ reason: String) -> Bool {
    reasons.count < 5 && reasons.insert(reason).inserted
  }
}
