/// When polls start: every interval, counted from the first, whatever a poll takes.
struct PollSchedule: Sendable {
  let interval: Duration
  private(set) var next: ContinuousClock.Instant = .now

  init(interval: Duration) {
    self.interval = interval
  }

  mutating func start(at moment: ContinuousClock.Instant) {
    next = moment
  }

  /// Moves on to the first regular time after `now`.
  ///
  /// - Returns: how many regular times went by unused.
  mutating func advance(past now: ContinuousClock.Instant) -> UInt64 {
    next += interval
    guard next < now else { return 0 }
    let missed = UInt64((next.duration(to: now) / interval).rounded(.up))
    next += interval * missed
    return missed
  }
}
