import KafkaExporter

// Both sides know their labels, so what they are matched on follows from them: all, where both have the same; those of the smaller side, where the other has
// more.
extension Expression {
  static func + (left: Expression, right: Expression) -> Expression { left.joined("+", right, .sum) }
  static func - (left: Expression, right: Expression) -> Expression { left.joined("-", right, .sum) }
  static func / (left: Expression, right: Expression) -> Expression { left.joined("/", right, .product) }

  static func - (left: Expression, right: Int) -> Expression { left.rewritten("\(left.before(.sum)) - \(right)", .sum) }
  static func * (left: Expression, right: Int) -> Expression { left.rewritten("\(left.before(.product)) * \(right)", .product) }
  static prefix func - (value: Expression) -> Expression { value.rewritten("-\(value.after(.negation))", .negation) }

  /// Seconds since a time.
  var age: Expression { rewritten("time() - \(after(.sum))", .sum) }

  // Comparisons keep what holds and leave the rest out.
  func above(_ limit: Double) -> Expression { compared(">", limit) }
  func atLeast(_ limit: Double) -> Expression { compared(">=", limit) }
  func below(_ limit: Double) -> Expression { compared("<", limit) }
  func equal(to value: Double) -> Expression { compared("==", value) }

  func and(_ other: Expression) -> Expression { selected("and", other, .and) }
  func unless(_ other: Expression) -> Expression { selected("unless", other, .and) }

  /// Its own results, and the other's where it has none.
  func or(_ other: Expression) -> Expression { joined("or", other, .or) }

  /// 0 where it has no result but the other has one. Not `or vector(0)`, which would be 0, too, where nobody looks.
  func orZero(where known: Expression) -> Expression { or(known * 0) }

  func clamped(from lowest: Int) -> Expression { rewritten("clamp_min(\(text), \(lowest))", .atom) }
  func clamped(to highest: Int) -> Expression { rewritten("clamp_max(\(text), \(highest))", .atom) }

  /// The highest now. For instant queries: over time it would show whatever is among the highest at any moment.
  func top(_ count: Int) -> Expression { rewritten("topk(\(count), \(text))", .atom) }
  func bottom(_ count: Int) -> Expression { rewritten("bottomk(\(count), \(text))", .atom) }

  /// Over time, those that are highest at their peak within what the dashboard shows: so many series and no more, each of them whole.
  func peaks(_ count: Int) -> Expression { and(highestPeaks(count)) }

  /// Those themselves: the highest peaks, the same at every point of a chart.
  func highestPeaks(_ count: Int) -> Expression {
    let operand = binding == .atom ? text : "(\(text))"
    return rewritten("topk(\(count), max_over_time(\(operand)[$__range:$__interval] @ end()))", .atom)
  }

  // MARK: - The parts of it

  private func compared(_ operation: String, _ value: Double) -> Expression {
    let number = value == value.rounded() ? "\(Int(value))" : "\(value)"
    return rewritten("\(before(.comparison)) \(operation) \(number)", .comparison)
  }

  /// The same labels and problems with another text.
  private func rewritten(_ text: String, _ binding: Binding) -> Expression {
    Expression(text, labels: labels, binding: binding, isAggregated: isAggregated, problems: problems)
  }

  /// An operator whose result has a value of its own: what is on the right must be found on the left, or be the same on both sides.
  private func joined(_ operation: String, _ other: Expression, _ binding: Binding) -> Expression {
    let (mine, theirs) = (Set(labels), Set(other.labels))
    if mine == theirs { return combined(operation, other, binding) }
    if mine.isSuperset(of: theirs), binding != .or {
      return combined("\(operation) on (\(other.labels.joined(separator: ", "))) group_left ()", other, binding)
    }
    return combined(operation, other, binding, problem: "\(operation) of \(labels) and \(other.labels)")
  }

  /// An operator that chooses among its left side's results by what is on the right.
  private func selected(_ operation: String, _ other: Expression, _ binding: Binding) -> Expression {
    let (mine, theirs) = (Set(labels), Set(other.labels))
    if mine == theirs { return combined(operation, other, binding) }
    guard mine.isSuperset(of: theirs) || theirs.isSuperset(of: mine) else {
      return combined(operation, other, binding, problem: "\(operation) of \(labels) and \(other.labels)")
    }
    let shared = mine.count < theirs.count ? labels : other.labels
    return combined("\(operation) on (\(shared.joined(separator: ", ")))", other, binding)
  }

  private func combined(_ operation: String, _ other: Expression, _ binding: Binding, problem: String? = nil) -> Expression {
    let text = "\(before(binding)) \(operation) \(other.after(binding))"
    return Expression(
      text, labels: labels, binding: binding, isAggregated: isAggregated && other.isAggregated,
      problems: problems + other.problems + (problem.map { ["\($0) in \(text)"] } ?? []))
  }
}
