import KafkaExporter

/// An expression as a panel asks for it.
struct Query {
  enum Kind {
    /// A value for each step of what the dashboard shows.
    case range
    /// The values now.
    case instant
    /// Buckets by `le`, for a heatmap.
    case buckets
    /// The values now, as rows.
    case rows
  }

  let expression: Expression
  let legend: String
  var kind: Kind
  /// Whether an empty result is nothing unusual.
  var mayBeEmpty: Bool

  /// - Parameter legend: a name, or a pattern such as `{{topic}}`. The cluster comes before it where there are several.
  init(_ expression: Expression, _ legend: String, kind: Kind = .range, mayBeEmpty: Bool = false) {
    self.expression = expression
    self.legend = expression.labels.contains("cluster") && !legend.contains("{{cluster}}") ? "{{cluster}} \(legend)" : legend
    self.kind = kind
    self.mayBeEmpty = mayBeEmpty
  }

  init(_ expression: Expression, by label: Label) {
    self.init(expression, "{{\(label.name)}}")
  }

  var problems: [String] {
    let unknown = legend.matches(of: /\{\{(\w+)\}\}/).map { String($0.1) }.filter { !expression.labels.contains($0) }
    let scraped = expression.isAggregated ? [] : ["not aggregated: two exporters of one cluster would give two results: \(expression.text)"]
    return expression.problems + scraped + unknown.map { "no label \($0) for the legend of \(expression.text)" }
  }

  /// - Parameter name: the letter by which transformations know its values.
  func json(named name: String) -> JSON {
    [
      "datasource": dataSource, "editorMode": "code", "exemplar": false, "expr": .string(expression.text),
      "format": kind == .rows ? "table" : kind == .buckets ? "heatmap" : "time_series",
      "instant": .bool(kind == .instant || kind == .rows), "legendFormat": .string(kind == .buckets ? "{{le}}" : legend),
      "range": .bool(kind == .range || kind == .buckets), "refId": .string(name),
    ]
  }
}

/// The Prometheus that is chosen above the dashboard.
let dataSource: JSON = ["type": "prometheus", "uid": "${datasource}"]
