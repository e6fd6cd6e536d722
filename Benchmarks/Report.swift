import Foundation

/// A finished benchmark, as a line for people or a JSON object for machines.
struct Report: Encodable {
  var name: String
  var unit: String
  var value: Double
  var aim: Double?
  /// `at least` or `at most`.
  var aimKind: String?
  var met: Bool?
  var ratio: Double?
  var comparedWith: String?
  var note: String

  init(_ benchmark: Benchmark, _ measurement: Benchmark.Measurement) {
    name = benchmark.name
    unit = benchmark.unit
    value = measurement.value
    ratio = measurement.ratio
    comparedWith = measurement.comparedWith
    note = measurement.note
    met = benchmark.aim?.isMet(by: measurement.value)
    switch benchmark.aim {
    case .atLeast(let bound): (aimKind, aim) = ("at least", bound)
    case .atMost(let bound): (aimKind, aim) = ("at most", bound)
    case nil: break
    }
  }

  static let heading = columns("benchmark", "measured", "unit", "aim", "ratio", "")

  var line: String {
    let aimText = aim.map { "\(aimKind ?? "") \(Self.text($0))" + (met == false ? "  MISSED" : "") } ?? ""
    let ratioText = ratio.map { "\(Self.text($0)) of \(comparedWith ?? "")" } ?? ""
    return Self.columns(name, Self.text(value), unit, aimText, ratioText, note)
  }

  private static func text(_ value: Double) -> String {
    String(format: value >= 100 ? "%.0f" : value >= 1 ? "%.2f" : "%.4f", value)
  }

  private static func columns(_ name: String, _ value: String, _ unit: String, _ aim: String, _ ratio: String, _ note: String) -> String {
    let widths = [(name, 22), (value, 10), (unit, 8), (aim, 24), (ratio, 22)]
    return widths.map { $0.padding(toLength: max($1, $0.count + 1), withPad: " ", startingAt: 0) }.joined() + note
  }
}
