import KafkaExporter

// Both sides know their labels, so what they are matched on follows from them: all, where both have the same; those of the smaller side, where the other has more.
extension Expression {
  static func + (left: Expression, right: Expression) -> Expression { left.combined("+", right) }
  static func - (left: Expression, right: Expression) -> Expression { left.combined("-", right) }
  static func / (left: Expression, right: Expression) -> Expression { left.combined("/", right) }

  static func + (left: Expression, right: Int) -> Expression { left.compared("+ \(right)") }
  static func - (left: Int, right: Expression) -> Expression {
    Expression(
      "\(left) - \(right.operand)", labels: right.labels, isAtom: false, isAggregated: right.isAggregated, problems: right.problems)
  }
  static func * (left: Expression, right: Int) -> Expression { left.compared("* \(right)") }
  static prefix func - (value: Expression) -> Expression {
    Expression("-\(value.operand)", labels: value.labels, isAtom: false, isAggregated: value.isAggregated, problems: value.problems)
  }

  // Comparisons keep what holds and leave the rest out.
  func above(_ limit: Double) -> Expression { compared("> \(Self.number(limit))") }
  func atLeast(_ limit: Double) -> Expression { compared(">= \(Self.number(limit))") }
  func below(_ limit: Double) -> Expression { compared("< \(Self.number(limit))") }
  func equal(to value: Double) -> Expression { compared("== \(Self.number(value))") }

  func and(_ other: Expression) -> Expression { combined("and", other) }
  func unless(_ other: Expression) -> Expression { combined("unless", other) }

  /// Its own results, and the other's where it has none.
  func or(_ other: Expression) -> Expression {
    combined("or", other).with(
      problem: Set(labels) == Set(other.labels) ? nil : "or of different labels: \(labels) in \(text), \(other.labels) in \(other.text)")
  }

  /// 0 where it has no result but the other has one. Not `or vector(0)`, which would be 0, too, where nobody looks.
  func orZero(where known: Expression) -> Expression { or(known * 0) }

  /// Seconds since a time.
  var age: Expression {
    Expression("time() - \(operand)", labels: labels, isAtom: false, isAggregated: isAggregated, problems: problems)
  }

  func clampedBelow(_ limit: Double) -> Expression {
    Expression("clamp_min(\(text), \(Self.number(limit)))", labels: labels, isAggregated: isAggregated, problems: problems)
  }

  /// The highest now. For instant queries: over time it would show whatever is among the highest at any moment.
  func top(_ count: Int) -> Expression {
    Expression("topk(\(count), \(text))", labels: labels, isAggregated: isAggregated, problems: problems)
  }

  func bottom(_ count: Int) -> Expression {
    Expression("bottomk(\(count), \(text))", labels: labels, isAggregated: isAggregated, problems: problems)
  }

  /// Over time, those that are highest at their peak within what the dashboard shows: so many series and no more, each of them whole.
  func peaks(_ count: Int) -> Expression {
    and(
      Expression(
        "topk(\(count), max_over_time(\(operand)[$__range:$__interval] @ end()))", labels: labels, isAggregated: isAggregated, problems: [])
    )
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  private func compared(_ rest: String) -> Expression {
    Expression("\(operand) \(rest)", labels: labels, isAtom: false, isAggregated: isAggregated, problems: problems)
  }

  private func combined(_ operation: String, _ other: Expression) -> Expression {
    let mine = Set(labels)
    let theirs = Set(other.labels)
    let isSet = ["and", "or", "unless"].contains(operation)
    var matching = ""
    var problem: String?
    if mine != theirs {
      let shared = (mine.isSuperset(of: theirs) ? other.labels : labels).joined(separator: ", ")
      if mine.isSuperset(of: theirs) {
        matching = isSet ? " on (\(shared))" : " on (\(shared)) group_left ()"
      } else if theirs.isSuperset(of: mine), isSet, operation != "or" {
        matching = " on (\(shared))"
      } else {
        problem = "\(operation) of \(labels) and \(other.labels): \(text), \(other.text)"
      }
    }
    return Expression(
      "\(operand) \(operation)\(matching) \(other.operand)", labels: labels, isAtom: false,
      isAggregated: isAggregated && other.isAggregated,
      problems: problems + other.problems
    ).with(problem: problem)
  }
}
