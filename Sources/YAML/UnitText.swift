/// Whole numbers with units, largest unit first, each at most once: `1m30s`, `100MiB`.
public struct UnitText: Sendable {
  /// Why a text is no number with units, the text quoted in it.
  public struct Problem: Error, Equatable {
    public let message: String

    init(_ message: String) {
      self.message = message
    }
  }

  private let units: [(symbol: String, size: Int64)]
  /// What a number without a unit could have meant, for the hint.
  private let usual: String

  /// Durations in milliseconds.
  public static let duration = UnitText(
    units: [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)], usual: "s")
  /// Sizes in bytes.
  public static let bytes = UnitText(units: [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)], usual: "B")

  /// The sum in the smallest unit.
  public func parse(_ text: String) throws(Problem) -> Int64 {
    let given = Spelling.quoted(text)
    var rest = text[...]
    var total: Int64 = 0
    var allowed = units[...]
    repeat {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      guard !digits.isEmpty else { throw Problem("\(given) is not a whole number with a unit") }
      guard let number = Int64(digits) else { throw Problem("\(given) is too large") }
      let symbol = String(rest.prefix { $0.isLetter })
      rest = rest.dropFirst(symbol.count)
      if symbol.isEmpty {
        throw Problem(
          rest.isEmpty ? "\(given) has no unit; did you mean \(text)\(usual)?" : "\(given) is not a whole number with a unit")
      }
      guard let place = allowed.firstIndex(where: { $0.symbol == symbol }) else {
        throw Problem(
          units.contains { $0.symbol == symbol }
            ? "\(given) does not go from large units to small ones" : "\(given) has the unknown unit \"\(symbol)\"")
      }
      let (product, tooLarge) = number.multipliedReportingOverflow(by: units[place].size)
      let (sum, overflow) = total.addingReportingOverflow(product)
      guard !tooLarge, !overflow else { throw Problem("\(given) is too large") }
      total = sum
      allowed = allowed[(place + 1)...]
    } while !rest.isEmpty
    return total
  }

  /// The shortest text that `parse` reads back.
  public func format(_ value: Int64) -> String {
    var rest = value
    var text = ""
    for unit in units where rest >= unit.size {
      text += "\(rest / unit.size)\(unit.symbol)"
      rest %= unit.size
    }
    return text.isEmpty ? "0\(usual)" : text
  }

  /// The text of a duration, what is below a millisecond left out; clamped to what 64 bits hold.
  public static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let milliseconds = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    let isTooLarge = overflow || milliseconds.overflow
    return Self.duration.format(isTooLarge ? (seconds < 0 ? .min : .max) : milliseconds.partialValue)
  }
}
