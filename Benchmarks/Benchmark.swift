/// One line of the table: something that is measured, and what it should be.
struct Benchmark: Sendable {
  struct Measurement {
    var value: Double
    /// Speed or cost as a part of that of something simpler or smaller, measured in the same run: it tells a slow machine from slow code.
    var ratio: Double?
    /// What `ratio` compares with.
    var comparedWith: String?
    /// What else is worth knowing, for people.
    var note = ""
  }

  enum Aim: Sendable {
    case atLeast(Double)
    case atMost(Double)
    /// Not of the value but of its ratio.
    case ratioAtLeast(Double)
    case ratioAtMost(Double)

    func isMet(by measurement: Measurement) -> Bool {
      switch self {
      case .atLeast(let bound): measurement.value >= bound
      case .atMost(let bound): measurement.value <= bound
      case .ratioAtLeast(let bound): measurement.ratio.map { $0 >= bound } ?? false
      case .ratioAtMost(let bound): measurement.ratio.map { $0 <= bound } ?? false
      }
    }
  }

  /// Why something can't be measured here; no failure.
  struct Skipped: Error {
    let reason: String
  }

  let name: String
  let unit: String
  let aim: Aim?
  let measure: @Sendable () async throws -> Measurement
}
