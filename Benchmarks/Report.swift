import Foundation

/// A finished benchmark, as a line for people or a JSON object for machines.
struct Report: Encodable {
  var name: String
  var unit: String
  /// Nil where nothing was measured.
  var value: Double?
  var aim: Double?
  /// `at least`, `at most`, `ratio at least` or `ratio at most`.
  var aimKind: String?
  var met: Bool?
  var ratio: Double?
  var comparedWith: String?
  var note: String
  /// Why nothing was measured.
  var skipped: String?

  init(_ benchmark: Benchmark, _ measurement: Benchmark.Measurement) {
    name = benchmark.name
    unit = benchmark.unit
    value = measurement.value
    ratio = measurement.ratio
    comparedWith = measurement.comparedWith
    note = measurement.note
    met = benchmark.aim?.isMet(by: measurement)
    take(benchmark.aim)
  }

  init(_ benchmark: Benchmark, skipped: Benchmark.Skipped) {
    name = benchmark.name
    unit = benchmark.unit
    note = ""
    self.skipped = skipped.reason
    take(benchmark.aim)
  }

  private mutating func take(_ wanted: Benchmark.Aim?) {
    switch wanted {
    case .atLeast(let bound): (aimKind, aim) = ("at least", bound)
    case .atMost(let bound): (aimKind, aim) = ("at most", bound)
    case .ratioAtLeast(let bound): (aimKind, aim) = ("ratio at least", bound)
    case .ratioAtMost(let bound): (aimKind, aim) = ("ratio at most", bound)
    case nil: break
    }
  }

  static let heading = columns("benchmark", "measured", "unit", "aim", "ratio", "")

  var line: String {
    let aimText = aim.map { "\(aimKind ?? "") \(Self.text($0))" + (met == false ? "  MISSED" : "") } ?? ""
    let ratioText = ratio.map { "\(Self.text($0)) of \(comparedWith ?? "")" } ?? ""
    return Self.columns(name, value.map(Self.text) ?? "-", unit, aimText, ratioText, skipped.map { "skipped: \($0)" } ?? note)
  }

  private static func text(_ value: Double) -> String {
    String(format: value >= 100 ? "%.0f" : value >= 1 ? "%.2f" : "%.4f", value)
  }

  private static func columns(_ name: String, _ value: String, _ unit: String, _ aim: String, _ ratio: String, _ note: String) -> String {
    let widths = [(name, 22), (value, 10), (unit, 8), (aim, 22), (ratio, 26)]
    return widths.map { $0.padding(toLength: max($1, $0.count + 1), withPad: " ", startingAt: 0) }.joined() + note
  }
}
