/// A range of versions as Kafka writes it: `3`, `0-7`, `8+` or `none`.
struct VersionRange: Equatable {
  /// Nil for none.
  let bounds: ClosedRange<Int>?

  static let none = VersionRange(bounds: nil)
  static let all = VersionRange(bounds: 0...Int.max)

  init(bounds: ClosedRange<Int>?) {
    self.bounds = bounds
  }

  init(_ text: String) throws {
    if text == "none" { self = .none; return }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    if text.hasSuffix("+"), let lower = Int(text.dropLast()) {
      bounds = lower...Int.max
    } else if let lower = Int(parts[0]), let upper = Int(parts[parts.count - 1]), parts.count <= 2, lower <= upper {
      bounds = lower...upper
    } else {
      throw GeneratorError("'\(text)' is not a range of versions")
    }
  }

  var isEmpty: Bool { bounds == nil }

  func contains(_ version: Int) -> Bool { bounds?.contains(version) ?? false }

  func intersection(_ other: VersionRange) -> VersionRange {
    guard let bounds, let others = other.bounds, bounds.overlaps(others) else { return .none }
    return VersionRange(bounds: bounds.clamped(to: others))
  }

  /// The smallest range that has both in it.
  func hull(_ other: VersionRange) -> VersionRange {
    guard let bounds else { return other }
    guard let others = other.bounds else { return self }
    return VersionRange(bounds: min(bounds.lowerBound, others.lowerBound)...max(bounds.upperBound, others.upperBound))
  }

  /// This range without `other`, which must reach up to its end.
  func before(_ other: VersionRange) throws -> VersionRange {
    guard let bounds, let others = other.bounds, bounds.overlaps(others) else { return self }
    guard others.upperBound >= bounds.upperBound else { throw GeneratorError("a hole in the versions \(bounds)") }
    return others.lowerBound <= bounds.lowerBound ? .none : VersionRange(bounds: bounds.lowerBound...others.lowerBound - 1)
  }

  /// The test of `version` for this range, where all versions of `known` are possible.
  func condition(within known: VersionRange) -> Condition {
    guard let possible = known.bounds, let bounds = intersection(known).bounds else { return .never }
    switch (bounds.lowerBound > possible.lowerBound, bounds.upperBound < possible.upperBound) {
    case (false, false): return .always
    case (true, false): return .when("version >= \(bounds.lowerBound)")
    case (false, true): return .when("version <= \(bounds.upperBound)")
    case (true, true):
      return .when(
        bounds.count == 1 ? "version == \(bounds.lowerBound)" : "(\(bounds.lowerBound)...\(bounds.upperBound)).contains(version)")
    }
  }
}

/// When a piece of generated code runs.
enum Condition: Equatable {
  case always
  case never
  case when(String)

  var expression: String {
    switch self {
    case .always: "true"
    case .never: "false"
    case .when(let test): test
    }
  }
}
