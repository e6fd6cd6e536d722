/// When the next record is due: one for each partition and interval, spread evenly, and none made up for that were missed.
struct SendSchedule: Sendable {
  private let interval: Duration
  private var next: ContinuousClock.Instant
  private var turn = 0

  init(interval: Duration, start: ContinuousClock.Instant) {
    self.interval = interval
    next = start
  }

  /// The partition whose record is due, by its place among `partitions`; nil when none is.
  mutating func due(partitions: Int, at now: ContinuousClock.Instant) -> Int? {
    guard partitions > 0, now >= next else { return nil }
    let step = interval / partitions
    next = now - next < interval ? next + step : now + step
    turn = (turn + 1) % partitions
    return turn
  }

  /// Whole milliseconds until something is due, rounded up: a wait must not end just before.
  func milliseconds(from now: ContinuousClock.Instant, atMost limit: Int32) -> Int32 {
    guard next > now else { return 0 }
    return min(limit, Int32(clamping: Int(((next - now).inSeconds * 1000).rounded(.up))))
  }
}
