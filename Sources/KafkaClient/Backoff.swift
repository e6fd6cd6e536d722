/// Exponential waiting with jitter, as a pure function of the attempt.
public struct Backoff: Sendable, Equatable {
  public var initial: Duration
  public var maximum: Duration

  public init(initial: Duration, maximum: Duration) {
    self.initial = initial
    self.maximum = maximum
  }

  /// How long to wait before attempt `attempt + 1`: doubled for each failed attempt, capped, and spread by ±20 % so that many clients of a
  /// broker that returns don't come back in step.
  ///
  /// - Parameters:
  ///   - attempt: failed attempts so far, from 0.
  ///   - chance: 0..<1, from a random source of the caller's.
  public func delay(afterAttempt attempt: Int, chance: Double) -> Duration {
    let doublings = min(max(attempt, 0), 30)
    let grown = min(initial * Double(1 << doublings), maximum)
    return grown * (0.8 + 0.4 * chance)
  }
}
