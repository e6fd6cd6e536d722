import Glibc

/// The system's time of day (clock_gettime(2), CLOCK_REALTIME): for what is shown and logged, never for measuring how long something took.
enum WallClock {
  /// Seconds since 1970, UTC.
  @Sendable static func unixSeconds() -> Double {
    let time = now()
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Milliseconds since 1970, UTC, rounded down.
  static func unixMilliseconds() -> Int64 {
    let time = now()
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  private static func now() -> timespec {
    var time = timespec()
    // It can only fail for a clock that does not exist.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return time
  }
}
