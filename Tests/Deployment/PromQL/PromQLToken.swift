/// A piece of a PromQL expression: enough of the language to find names and to change one thing at a time.
struct PromQLToken: Equatable {
  enum Kind: Equatable {
    /// A metric, a function, a label or a keyword.
    case word
    case number
    /// Such as `5m` or `1h30m`.
    case duration
    case string
    /// An operator or a bracket.
    case symbol
  }

  let kind: Kind
  let text: String
  /// Where it stands in the expression.
  let range: Range<String.Index>

  /// The tokens of an expression that Prometheus accepts, without spaces.
  static func tokens(of expression: String) -> [PromQLToken] {
    var tokens: [PromQLToken] = []
    var rest = expression[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
        continue
      }
      let (kind, text) = next(rest)
      tokens.append(PromQLToken(kind: kind, text: String(text), range: text.startIndex..<text.endIndex))
      rest = rest[text.endIndex...]
    }
    return tokens
  }

  private static func next(_ rest: Substring) -> (Kind, Substring) {
    if let match = rest.prefixMatch(of: /([0-9]+(ms|[smhdwy]))+/) { return (.duration, match.output.0) }
    if let match = rest.prefixMatch(of: /[0-9]+(\.[0-9]+)?/) { return (.number, match.output.0) }
    if let match = rest.prefixMatch(of: /[A-Za-z_][A-Za-z0-9_:]*/) { return (.word, match.output) }
    if let match = rest.prefixMatch(of: /"([^"\\]|\\.)*"/) { return (.string, match.output.0) }
    if let match = rest.prefixMatch(of: /==|!=|>=|<=|=~|!~/) { return (.symbol, match.output) }
    return (.symbol, rest.prefix(1))
  }
}

extension [PromQLToken] {
  /// The positions of labels: in the lists after `by`, `on` and their like, and before a matcher between braces.
  var labels: [Int] {
    var found: [Int] = []
    var isList = false
    var isMatcher = false
    for (index, token) in enumerated() {
      switch token.text {
      case "(": isList = index > 0 && Self.listWords.contains(self[index - 1].text)
      case ")": isList = false
      case "{": isMatcher = true
      case "}": isMatcher = false
      default: if token.kind == .word, isList || isMatcher { found.append(index) }
      }
    }
    return found
  }

  private static let listWords: Set<String> = ["by", "without", "on", "ignoring", "group_left", "group_right"]
}
