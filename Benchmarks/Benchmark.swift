/// One line of the table: something that is measured, and what it should be.
struct Benchmark: Sendable {
  struct Measurement {
    var value: Double
    /// Speed as a part of that of the simplest way to do as much, measured in the same run: it tells a slow machine from slow code.
    var ratio: Double?
    /// What `ratio` compares with.
    var comparedWith: String?
    /// What else is worth knowing, for people.
    var note = ""
  }

  enum Aim: Sendable {
    case atLeast(Double)
    case atMost(Double)

    func isMet(by value: Double) -> Bool {
      switch self {
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      }
    }
  }

  let name: String
  let unit: String
  let aim: Aim?
  let measure: @Sendable () async throws -> Measurement
}
