/// The times that were measured within the last minute, for quantiles without a monitoring system.
package struct RecentTimes: Sendable {
  /// How long a time counts.
  static let window = Duration.seconds(60)
  /// One each ten milliseconds; where there are more, the oldest go before their minute is over.
  static let capacity = 6_000

  private var seconds = AgedQueue<Double>()
  private var sum: Double = 0
  private var count: UInt64 = 0

  package init() {}

  package mutating func add(_ value: Double, at now: ContinuousClock.Instant) {
    sum += value
    count += 1
    seconds.append(value, at: now)
    _ = seconds.leave(before: now - Self.window, limit: Self.capacity)
  }

  /// The quantiles of the last minute, and sum and count of everything ever measured. Without a time in the last minute there are no quantiles.
  package func summary(_ quantiles: [Double], at now: ContinuousClock.Instant) -> Summary {
    let recent = seconds.current.lazy.filter { now - $0.at <= Self.window }.map(\.element).sorted()
    return Summary(quantiles: recent.isEmpty ? [] : quantiles.map { ($0, Self.quantile($0, of: recent)) }, sum: sum, count: count)
  }

  /// The nearest rank: a time that really was, not one between two.
  private static func quantile(_ quantile: Double, of sorted: [Double]) -> Double {
    let rank = (quantile * Double(sorted.count)).rounded(.up)
    return sorted[min(max(Int(rank) - 1, 0), sorted.count - 1)]
  }
}
