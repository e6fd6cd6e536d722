import Foundation

/// A rule with one thing changed.
struct RuleMutant: Sendable {
  let rule: PrometheusRule
  /// What was changed into what, and where.
  let change: String
  let kind: PromQLToken.Kind
}

extension PrometheusRule {
  /// The rule with each comparison, number, duration, set operation, aggregation, label and arithmetic operator changed, one at a time.
  var mutants: [RuleMutant] {
    var mutants: [RuleMutant] = []
    let tokens = PromQLToken.tokens(of: expression)
    let labels = Set(tokens.labels)
    for (index, token) in tokens.enumerated() {
      let replacements: [String]
      switch token.kind {
      case .number: replacements = Self.moved(number: token.text)
      // The step of a subquery says how often to look: a cost, and no claim.
      case .duration: replacements = index > 0 && tokens[index - 1].text == ":" ? [] : Self.moved(duration: token.text)
      case .string: replacements = []
      case .symbol, .word:
        if labels.contains(index) {
          mutants.append(dropping(index, of: tokens))
          continue
        }
        replacements = Self.opposites[token.text] ?? []
      }
      for replacement in replacements {
        mutants.append(replacing(token, in: token.range, by: replacement, "\(token.text) -> \(replacement)"))
      }
    }
    for duration in holding.map(Self.moved(duration:)) ?? [] {
      var rule = self
      rule.holding = duration
      mutants.append(RuleMutant(rule: rule, change: "for: \(holding ?? "") -> \(duration)", kind: .duration))
    }
    return mutants
  }

  private static let opposites: [String: [String]] = [
    ">": ["<", ">="], "<": [">", "<="], ">=": [">", "<"], "<=": ["<", ">"], "==": ["!="], "!=": ["="], "=": ["!="], "=~": ["!~"],
    "unless": ["and"], "and": ["unless"], "or": ["and", "unless"], "max": ["min"], "min": ["max"], "sum": ["max"], "count": ["max"],
    "avg": ["max"], "max_over_time": ["min_over_time"], "min_over_time": ["max_over_time"], "increase": ["rate"],
    "resets": ["changes"], "changes": ["resets"], "deriv": ["rate"], "clamp_min": ["clamp_max"], "+": ["-"], "-": ["+"], "*": ["/"],
    "/": ["*"],
  ]

  private static func moved(number text: String) -> [String] {
    guard let number = Double(text) else { return [] }
    guard number.rounded() == number else { return ["\(number * 1.1)", "\(number * 0.9)"] }
    return ["\(Int(number) + 1)", "\(Int(number) - 1)"]
  }

  /// By a quarter, and by ten seconds at least, which is how often the rules are evaluated.
  private static func moved(duration text: String) -> [String] {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()) else { return [] }
    let step = max(count * unit / 4, 10)
    return ["\(count * unit + step)s", "\(count * unit - step)s"]
  }

  private func replacing(
    _ token: PromQLToken, in range: Range<String.Index>, by text: String, _ change: String
  ) -> RuleMutant {
    var rule = self
    rule.expression.replaceSubrange(range, with: text)
    let line = expression[..<range.lowerBound].count { $0 == "\n" } + 1
    return RuleMutant(rule: rule, change: "\(change) in line \(line)", kind: token.kind)
  }

  /// Without one label of a list, and its comma; a matcher goes with its value.
  private func dropping(_ index: Int, of tokens: [PromQLToken]) -> RuleMutant {
    let isMatcher = index + 2 < tokens.count && tokens[index + 2].kind == .string
    let end = isMatcher ? index + 2 : index
    let range =
      end + 1 < tokens.count && tokens[end + 1].text == ","
      ? tokens[index].range.lowerBound..<tokens[end + 1].range.upperBound
      : (index > 0 && tokens[index - 1].text == "," ? tokens[index - 1] : tokens[index]).range.lowerBound..<tokens[end].range.upperBound
    return replacing(tokens[index], in: range, by: "", "without \(tokens[index].text)")
  }
}
