import YAML

/// Whole numbers with units, largest unit first, each at most once: `1m30s`, `100MiB`.
struct UnitText {
  let units: [(symbol: String, size: Int64)]
  /// What a number without a unit could have meant, for the hint.
  let usual: String

  /// Durations in milliseconds.
  static let duration = UnitText(
    units: [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)], usual: "s")
  /// Sizes in bytes.
  static let bytes = UnitText(units: [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)], usual: "B")

  /// The sum in the smallest unit.
  func parse(_ text: String) throws(ValueProblem) -> Int64 {
    let given = Spelling.quoted(text)
    var rest = text[...]
    var total: Int64 = 0
    var allowed = units[...]
    repeat {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      guard !digits.isEmpty else { throw ValueProblem("\(given) is not a whole number with a unit") }
      guard let number = Int64(digits) else { throw ValueProblem("\(given) is too large") }
      let symbol = String(rest.prefix { $0.isLetter })
      rest = rest.dropFirst(symbol.count)
      if symbol.isEmpty {
        throw ValueProblem(
          rest.isEmpty ? "\(given) has no unit; did you mean \(text)\(usual)?" : "\(given) is not a whole number with a unit")
      }
      guard let place = allowed.firstIndex(where: { $0.symbol == symbol }) else {
        throw ValueProblem(
          units.contains { $0.symbol == symbol }
            ? "\(given) does not go from large units to small ones" : "\(given) has the unknown unit \"\(symbol)\"")
      }
      let (product, tooLarge) = number.multipliedReportingOverflow(by: units[place].size)
      let (sum, overflow) = total.addingReportingOverflow(product)
      guard !tooLarge, !overflow else { throw ValueProblem("\(given) is too large") }
      total = sum
      allowed = allowed[(place + 1)...]
    } while !rest.isEmpty
    return total
  }

  /// The shortest text that `parse` reads back.
  func format(_ value: Int64) -> String {
    var rest = value
    var text = ""
    for unit in units where rest >= unit.size {
      text += "\(rest / unit.size)\(unit.symbol)"
      rest %= unit.size
    }
    return text.isEmpty ? "0\(usual)" : text
  }
}

extension Duration {
  /// Whole milliseconds, clamped to what 64 bits hold.
  var milliseconds: Int64 {
    let (product, overflow) = components.seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? (components.seconds < 0 ? .min : .max) : product + components.attoseconds / 1_000_000_000_000_000
  }
}
