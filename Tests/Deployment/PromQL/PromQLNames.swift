/// The names in a PromQL expression: which series it selects by which labels, and by which labels it groups and matches.
///
/// No parser: Prometheus is one. It needs an expression that Prometheus takes, and tells names apart by what stands around them.
struct PromQLNames: Equatable {
  struct Selector: Equatable {
    let metric: String
    var labels: [String]
  }

  private(set) var selectors: [Selector] = []
  /// Behind `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`.
  private(set) var grouped: [String] = []

  private static let listWords: Set = ["by", "without", "on", "ignoring", "group_left", "group_right"]
  /// What stands between an aggregation and what it aggregates.
  private static let aggregationWords: Set = ["by", "without"]
  private static let words: Set = ["and", "or", "unless", "bool", "offset", "start", "end", "inf", "nan"]

  init(of expression: String) {
    let tokens = Self.tokens(of: expression)
    var position = 0
    while position < tokens.count {
      let token = tokens[position]
      let next = position + 1 < tokens.count ? tokens[position + 1] : ""
      position += 1
      guard Self.isName(token) else { continue }
      if Self.listWords.contains(token) {
        guard next == "(" else { continue }
        grouped += Self.names(in: tokens, from: &position, until: ")")
      } else if next == "{" {
        selectors.append(Selector(metric: token, labels: Self.names(in: tokens, from: &position, until: "}")))
      } else if next != "(", !Self.aggregationWords.contains(next), !Self.words.contains(token.lowercased()) {
        selectors.append(Selector(metric: token, labels: []))
      }
    }
  }

  private static func names(in tokens: [String], from position: inout Int, until end: String) -> [String] {
    var names: [String] = []
    while position < tokens.count, tokens[position] != end {
      if isName(tokens[position]) { names.append(tokens[position]) }
      position += 1
    }
    return names
  }

  private static func isName(_ token: String) -> Bool {
    token.first.map { $0.isLetter || $0 == "_" || $0 == ":" } ?? false
  }

  /// Names, and every other character by itself. Strings and windows (`[5m]`, `[$__range:1s]`) are left out, and so are numbers with their units.
  private static func tokens(of expression: String) -> [String] {
    var tokens: [String] = []
    var rest = Substring(expression)
    while let first = rest.first {
      switch first {
      case "\"", "'":
        rest = rest.dropFirst()
        while let character = rest.first, character != first { rest = rest.dropFirst(character == "\\" ? 2 : 1) }
        rest = rest.dropFirst()
      case "[":
        rest = rest.drop { $0 != "]" }.dropFirst()
      case _ where first.isLetter || first.isNumber || first == "_" || first == ":":
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
        tokens.append(String(word))
        rest = rest.dropFirst(word.count)
      default:
        if !first.isWhitespace { tokens.append(String(first)) }
        rest = rest.dropFirst()
      }
    }
    return tokens
  }
}
