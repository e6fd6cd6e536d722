/// What a regular expression says, as a tree over sets of Unicode scalars.
indirect enum PatternSyntax: Equatable {
  case empty
  case scalars(ScalarSet)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// At least `low` and at most `high` times; nil: without end.
  case repeated(PatternSyntax, low: Int, high: Int?)
  /// `^` or `\A`: holds at the start of the name only.
  case start
  /// `$` or `\z`: holds at the end of the name only.
  case end
}

/// A set of Unicode scalars as ranges of their numbers.
struct ScalarSet: Equatable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  static let any = ScalarSet(isNegated: true)
  static let digits = ScalarSet(ranges: [0x30...0x39])
  static let wordCharacters = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])

  func contains(_ scalar: UInt32) -> Bool {
    for range in ranges where range.contains(scalar) { return !isNegated }
    return isNegated
  }

  /// The same set with both cases of every ASCII letter in it.
  var ignoringCase: ScalarSet {
    var all = ranges
    for (from, to) in [(UInt32(0x41), UInt32(0x61)), (0x61, 0x41)] {
      for range in ranges where range.overlaps(from...(from + 25)) {
        let part = range.clamped(to: from...(from + 25))
        all.append((part.lowerBound - from + to)...(part.upperBound - from + to))
      }
    }
    return ScalarSet(ranges: all, isNegated: isNegated)
  }
}
