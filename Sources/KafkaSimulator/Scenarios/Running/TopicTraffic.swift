import Glibc

/// The records that a topic gets as time goes by, by partition. A pure function of time and of what could be written.
struct TopicTraffic {
  let topic: String
  /// Bytes of a record's value.
  let recordSize: Int32
  private let rate: Double
  private let wave: Duration?
  /// Each partition's share of the records; together 1.
  private let shares: [Double]
  /// What is to be written still, by partition: the fraction of a record, and whole ones while a partition has no leader. Producers keep those.
  private var owed: [Double]

  /// - Parameter generator: says which fraction of a record each partition begins with, so that slow partitions do not all move at once.
  init(_ traffic: Scenario.Traffic, topic: String, partitions: Int, using generator: inout SeededGenerator) {
    self.topic = topic
    self.recordSize = traffic.size
    self.rate = traffic.rate
    self.wave = traffic.wave
    let weights = (0..<partitions).map { pow(Double($0 + 1), -traffic.skew) }
    let total = weights.reduce(0, +)
    self.shares = weights.map { $0 / total }
    self.owed = weights.map { _ in Double.random(in: 0..<1, using: &generator) }
  }

  /// Writes what comes in a span of time.
  ///
  /// - Parameters:
  ///   - start: counted from the scenario's start, as `end` is.
  ///   - times: what the rate is multiplied by.
  ///   - append: writes records to a partition; false when it has no leader, and the records wait.
  mutating func write(from start: Duration, to end: Duration, times: Double, append: (_ partition: Int32, _ count: Int64) -> Bool) {
    let records = rate(at: end) * times * ((end - start) / .seconds(1))
    for index in owed.indices {
      owed[index] += records * shares[index]
      guard owed[index] >= 1 else { continue }
      let count = Int64(owed[index])
      if append(Int32(clamping: index), count) { owed[index] -= Double(count) }
    }
  }

  /// Records a second.
  private func rate(at moment: Duration) -> Double {
    guard let wave else { return rate }
    return rate * (1 + 0.5 * sin(2 * .pi * (moment / wave)))
  }
}
