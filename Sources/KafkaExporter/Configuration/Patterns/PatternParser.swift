import YAML

/// Reads the regular part of RE2's syntax: literals, `.`, classes, groups, `|`, `* + ? {n,m}`, `^ $`, `\d \w \s` and `(?i)` at the start.
///
/// Laziness (`*?`) is accepted, as it can not change whether a whole name matches; back references and look-around are refused: no automaton
/// decides them in linear time.
struct PatternParser {
  /// Nested groups; bounds the recursion here and in the compiler.
  private static let maximumDepth = 50
  private static let maximumRepeats = 1000

  private let text: String
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var ignoresCase = false

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(ValueProblem) -> PatternSyntax {
    if text.hasPrefix("(?i)") {
      ignoresCase = true
      position = 4
    }
    let result = try choice(depth: 0)
    guard next == nil else { throw problem("an unexpected )") }
    return result
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private func problem(_ what: String) -> ValueProblem {
    ValueProblem("\(Spelling.quoted(text)) is no regular expression: \(what) at character \(position + 1)")
  }

  private mutating func choice(depth: Int) throws(ValueProblem) -> PatternSyntax {
    guard depth <= Self.maximumDepth else { throw problem("groups nested too deep") }
    var options = [try sequence(depth: depth)]
    while take("|") { options.append(try sequence(depth: depth)) }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence(depth: Int) throws(ValueProblem) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      parts.append(try repeated(try atom(depth: depth)))
    }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repeated(_ atom: PatternSyntax) throws(ValueProblem) -> PatternSyntax {
    let low: Int
    let high: Int?
    switch next {
    case "*": (low, high) = (0, nil)
    case "+": (low, high) = (1, nil)
    case "?": (low, high) = (0, 1)
    case "{": (low, high) = try counts()
    default: return atom
    }
    position += 1
    _ = take("?")
    if let scalar = next, ["*", "+", "?", "{"].contains(scalar) { throw problem("a second repetition") }
    return .repeated(atom, low: low, high: high)
  }

  /// Reads `{2}`, `{2,}` or `{2,5}` up to the closing brace.
  private mutating func counts() throws(ValueProblem) -> (low: Int, high: Int?) {
    position += 1
    guard let low = number() else { throw problem("no number after {") }
    var high: Int? = low
    if take(",") { high = number() }
    guard next == "}" else { throw problem("no closing }") }
    if let high, high < low { throw problem("a repetition whose end is below its start") }
    guard max(low, high ?? 0) <= Self.maximumRepeats else { throw problem("more than \(Self.maximumRepeats) repetitions") }
    return (low, high)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return digits.isEmpty ? nil : Int(digits) ?? Int.max
  }

  private mutating func atom(depth: Int) throws(ValueProblem) -> PatternSyntax {
    guard let scalar = next else { return .empty }
    switch scalar {
    case "*", "+", "?", "{": throw problem("nothing to repeat")
    case "(": return try group(depth: depth)
    case "[": return .scalars(try bracketed())
    default: break
    }
    position += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .scalars(.any)
    case "\\": return try escaped()
    default: return .scalars(cased(single(scalar)))
    }
  }

  private mutating func group(depth: Int) throws(ValueProblem) -> PatternSyntax {
    position += 1
    if take("?"), !take(":") { throw problem("a group other than (...) and (?:...)") }
    let inner = try choice(depth: depth + 1)
    guard take(")") else { throw problem("no closing )") }
    return inner
  }

  private mutating func escaped() throws(ValueProblem) -> PatternSyntax {
    switch next {
    case "A":
      position += 1
      return .start
    case "z":
      position += 1
      return .end
    default: return .scalars(cased(try escapedSet()))
    }
  }

  /// Reads what follows a backslash.
  private mutating func escapedSet() throws(ValueProblem) -> ScalarSet {
    guard let scalar = next else { throw problem("nothing after \\") }
    var set: ScalarSet
    switch scalar {
    case "d", "D": set = .digits
    case "w", "W": set = .wordCharacters
    case "s", "S": set = .spaces
    case "t": set = single("\t")
    case "n": set = single("\n")
    case "r": set = single("\r")
    default:
      guard !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else { throw problem("the unknown escape \\\(scalar)") }
      set = single(scalar)
    }
    set.isNegated = ["D", "W", "S"].contains(scalar)
    position += 1
    return set
  }

  /// Reads `[...]`.
  private mutating func bracketed() throws(ValueProblem) -> ScalarSet {
    position += 1
    let isNegated = take("^")
    var set = ScalarSet()
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      let low = try classItem(scalar)
      if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        let high = try classItem(scalars[position])
        guard let from = low.only, let to = high.only, from <= to else { throw problem("a range that does not go up") }
        set.ranges.append(from...to)
      } else {
        guard !low.isNegated else { throw problem("\\D, \\W or \\S inside [...]") }
        set.ranges += low.ranges
      }
    }
    guard take("]") else { throw problem("no closing ]") }
    set.isNegated = isNegated
    return cased(set)
  }

  private mutating func classItem(_ scalar: Unicode.Scalar) throws(ValueProblem) -> ScalarSet {
    if scalar == "[", position + 1 < scalars.count, scalars[position + 1] == ":" {
      throw problem("a named class; write its characters out")
    }
    position += 1
    return scalar == "\\" ? try escapedSet() : single(scalar)
  }

  private func single(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar.value...scalar.value]) }

  private func cased(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.ignoringCase : set }
}

extension ScalarSet {
  /// The scalar of a set that holds exactly one.
  fileprivate var only: UInt32? {
    guard !isNegated, ranges.count == 1, let range = ranges.first, range.count == 1 else { return nil }
    return range.lowerBound
  }
}
