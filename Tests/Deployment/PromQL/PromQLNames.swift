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
    let tokens = Self.outsideWindows(PromQLToken.tokens(of: expression))
    var position = 0
    while position < tokens.count {
      let token = tokens[position]
      let next = position + 1 < tokens.count ? tokens[position + 1].text : ""
      position += 1
      guard token.kind == .word else { continue }
      if Self.listWords.contains(token.text) {
        guard next == "(" else { continue }
        grouped += Self.names(in: tokens, from: &position, until: ")")
      } else if next == "{" {
        selectors.append(Selector(metric: token.text, labels: Self.names(in: tokens, from: &position, until: "}")))
      } else if next != "(", !Self.aggregationWords.contains(next), !Self.words.contains(token.text.lowercased()) {
        selectors.append(Selector(metric: token.text, labels: []))
      }
    }
  }

  private static func names(in tokens: [PromQLToken], from position: inout Int, until end: String) -> [String] {
    var names: [String] = []
    while position < tokens.count, tokens[position].text != end {
      if tokens[position].kind == .word { names.append(tokens[position].text) }
      position += 1
    }
    return names
  }

  /// Without windows (`[5m]`, `[$__range:1s]`), whose words are no names.
  private static func outsideWindows(_ tokens: [PromQLToken]) -> [PromQLToken] {
    var isInside = false
    return tokens.filter { token in
      if token.text == "[" { isInside = true }
      defer { if token.text == "]" { isInside = false } }
      return !isInside
    }
  }
}
