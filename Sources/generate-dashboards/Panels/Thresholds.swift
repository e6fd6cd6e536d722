/// From which value on a number has which colour.
struct Thresholds {
  enum Colour: String {
    case green, orange, red, blue, yellow, purple
    /// No judgement.
    case plain = "text"
  }

  let first: Colour
  let steps: [(from: Double, colour: Colour)]

  /// For numbers that are neither good nor bad.
  static let none = Thresholds(first: .plain, steps: [])

  /// Good at 0, and not at 1.
  static func anyIs(_ colour: Colour) -> Thresholds { Thresholds(first: .green, steps: [(1, colour)]) }

  /// Good below `orange`, bad from `red` on.
  static func rising(orange: Double, red: Double) -> Thresholds {
    Thresholds(first: .green, steps: [(orange, .orange), (red, .red)])
  }

  /// Bad below `orange`, good from `green` on.
  static func falling(orange: Double, green: Double) -> Thresholds {
    Thresholds(first: .red, steps: [(orange, .orange), (green, .green)])
  }

  var isEmpty: Bool { steps.isEmpty }

  var json: JSON {
    let all: [JSON] =
      [["color": .string(first.rawValue), "value": nil]]
      + steps.map { ["color": .string($0.colour.rawValue), "value": .number($0.from)] }
    return ["mode": "absolute", "steps": .array(all)]
  }
}
