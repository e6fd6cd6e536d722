import KafkaExporter

/// What can be chosen above a dashboard.
struct Variable {
  let name: String
  let json: JSON

  /// The Prometheus.
  static let dataSource = Variable(
    name: "datasource",
    json: [
      "type": "datasource", "name": "datasource", "label": "Data source", "description": "The Prometheus that scrapes the exporter.",
      "query": "prometheus", "regex": "", "refresh": 1, "hide": 0, "includeAll": false, "multi": false, "options": [], "current": [:],
      "skipUrlSync": false,
    ])

  /// The scrape job. Clusters that have no label `cluster` are told apart by it.
  static let job = of(.text("job"), in: "\(ExporterFamilies.buildInfo.fullName())", "Job", "The scrape job of the exporter.")

  /// The cluster, where the exporter watches several; where it watches one there is nothing to choose, and "All" is that one.
  static let cluster = of(
    .text("cluster"), in: "\(ClusterFamilies.info.fullName()){job=~\"$job\"}", "Cluster", "The Kafka cluster, where there are several.")

  /// A label's values in a family: several of them, or all.
  static func several(_ label: Label, in series: Series, _ title: String, _ description: String) -> Variable {
    of(.label(label), in: series.text, title, description)
  }

  /// A label's values in a family, one of them.
  static func one(_ label: Label, in series: Series, _ title: String, _ description: String) -> Variable {
    let several = of(.label(label), in: series.text, title, description)
    return Variable(
      name: several.name,
      json: several.json.merging(["includeAll": false, "multi": false, "allValue": "", "current": [:]]))
  }

  private enum Name {
    case text(String)
    case label(Label)

    var text: String {
      switch self {
      case .text(let text): text
      case .label(let label): label.name
      }
    }
  }

  private static func of(_ name: Name, in selector: String, _ title: String, _ description: String) -> Variable {
    let query: JSON = "label_values(\(selector), \(name.text))"
    return Variable(
      name: name.text,
      json: [
        "type": "query", "name": .string(name.text), "label": .string(title), "description": .string(description),
        "datasource": generate_dashboards.dataSource,
        "definition": query, "query": ["qryType": 1, "query": query, "refId": "PrometheusVariableQueryEditor-VariableQuery"],
        // An absent label has to match "All", and so does everything when there is too much to list.
        "includeAll": true, "multi": true, "allValue": ".*", "current": ["selected": true, "text": ["All"], "value": ["$__all"]],
        "refresh": 2, "regex": "", "sort": 7, "hide": 0, "options": [], "skipUrlSync": false,
      ])
  }
}
