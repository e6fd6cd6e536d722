import KafkaExporter

/// A PromQL expression that knows the labels of its result, so that what can't be right is found before a Prometheus sees it.
struct Expression {
  let text: String
  /// The names of the result's labels, in order; `job` and `cluster` first, which tell Kafka clusters apart.
  let labels: [String]
  /// How strongly its outermost operator binds.
  let binding: Binding
  /// Whether the labels are all that there are. Scraped series have others that are not known here, such as `pod`.
  let isAggregated: Bool
  /// What is wrong with it.
  var problems: [String]

  /// PromQL's precedences, the weakest first.
  enum Binding: Int {
    case or, and, comparison, sum, product, negation, atom
  }

  init(_ text: String, labels: [String], binding: Binding = .atom, isAggregated: Bool = true, problems: [String] = []) {
    self.text = text
    self.labels = labels
    self.binding = binding
    self.isAggregated = isAggregated
    self.problems = problems
  }

  /// The text as the left operand of an operator, in parentheses where it needs them. All operators used here associate to the left.
  func before(_ operation: Binding) -> String { binding.rawValue >= operation.rawValue ? text : "(\(text))" }

  /// The text as the right operand.
  func after(_ operation: Binding) -> String { binding.rawValue > operation.rawValue ? text : "(\(text))" }
}

/// What can be aggregated: series as they are, and what was made of them.
///
/// Everything is kept apart by `job` and `cluster`, which together name a Kafka cluster. Two exporters that watch the same one have the same facts of it: `max` makes one of
/// them, `sum` would double them. What each of them measures by itself (its probe, its requests) is summed.
protocol Aggregatable {
  var expression: Expression { get }
}

extension Expression: Aggregatable {
  var expression: Expression { self }
}

extension Series: Aggregatable {
  var expression: Expression { now }
}

extension Family: Aggregatable {
  var expression: Expression { Series(self).now }

  /// The series whose labels are what is chosen in the variables of the same names.
  func chosen(_ labels: Label...) -> Series { Series(self).chosen(labels) }
}

extension Aggregatable {
  func sum(by labels: Label...) -> Expression { aggregated("sum", labels) }
  func max(by labels: Label...) -> Expression { aggregated("max", labels) }
  func min(by labels: Label...) -> Expression { aggregated("min", labels) }
  func average(by labels: Label...) -> Expression { aggregated("avg", labels) }
  func count(by labels: Label...) -> Expression { aggregated("count", labels) }

  /// One number for everything that is chosen.
  var total: Expression { overall("sum") }
  var highest: Expression { overall("max") }
  var lowest: Expression { overall("min") }
  var number: Expression { overall("count") }

  /// The buckets of a histogram that were added to, for a heatmap: by `le`.
  var bucketRates: Expression { aggregated("sum", named: ["le"], identity: []) }

  fileprivate func aggregated(_ operation: String, _ labels: [Label]) -> Expression {
    aggregated(operation, named: labels.map(\.name).filter { $0 != "cluster" }, identity: ["job", "cluster"])
  }

  fileprivate func aggregated(_ operation: String, named names: [String], identity: [String]) -> Expression {
    let missing = names.filter { !expression.labels.contains($0) }
    let kept = identity + names
    return Expression(
      "\(operation) by (\(kept.joined(separator: ", "))) (\(expression.text))", labels: kept,
      problems: expression.problems + missing.map { "no label \($0) in \(expression.text)" })
  }

  private func overall(_ operation: String) -> Expression {
    Expression("\(operation)(\(expression.text))", labels: [], problems: expression.problems)
  }
}

extension Series {
  /// The quantile of a histogram's observations in each window, by job, cluster and the given labels.
  func quantile(_ quantile: Double, by labels: Label..., over window: Window = .rateInterval) -> Expression {
    let rates = buckets.rate(over: window).aggregated(
      "sum", named: labels.map(\.name).filter { $0 != "cluster" } + ["le"], identity: ["job", "cluster"])
    return Expression(
      "histogram_quantile(\(quantile), \(rates.text))", labels: rates.labels.filter { $0 != "le" }, problems: rates.problems)
  }

  /// The quantile over everything that is chosen.
  func totalQuantile(_ quantile: Double, over window: Window = .rateInterval) -> Expression {
    let rates = buckets.rate(over: window).aggregated("sum", named: ["le"], identity: [])
    return Expression("histogram_quantile(\(quantile), \(rates.text))", labels: [], problems: rates.problems)
  }
}
