import KafkaExporter

/// A table whose rows are the worst by its first column: the worst first, and no more than so many.
struct Table {
  struct Column {
    let title: String
    let expression: Expression
    var unit: Unit = .number
    var thresholds = Thresholds.none
    var names = ValueNames.none
    /// Labels that this column's series have and the rows don't: they stand in columns of their own, and the value is left out.
    var shows: [(label: Label, title: String)] = []
    var decimals: Int?
    /// What stands where a row has no value, for a column that may be empty in all rows.
    var noValue: String?
  }

  /// What a row is about; its labels tell rows apart.
  let key: [(label: Label, title: String)]
  let columns: [Column]
  let limit: Int
  var isLowestFirst = false
  /// Where a click on the first label leads.
  var opens: Link?

  /// The columns' queries: those behind the first are cut to its rows.
  private var queries: [Query] {
    guard let first = columns.first else { return [] }
    let rows = isLowestFirst ? first.expression.bottom(limit) : first.expression.top(limit)
    return [Query(rows, first.title, kind: .rows)]
      + columns.dropFirst().map { Query($0.expression.and(rows), $0.title, kind: .rows, mayBeEmpty: $0.noValue != nil) }
  }

  func panel(_ title: String, _ description: String) -> Panel {
    var panel = Panel("table", title, description, unit: columns.first?.unit ?? .number, size: .init(width: 12, height: 9), queries)
      .adding([
        "fieldConfig": ["defaults": ["custom": ["align": "auto", "cellOptions": ["type": "auto"], "filterable": false, "inspect": false]]],
        "options": [
          "cellHeight": "sm", "footer": ["countRows": false, "enablePagination": false, "fields": "", "reducer": ["sum"], "show": false],
          "showHeader": true, "sortBy": [["desc": .bool(!isLowestFirst), "displayName": .string(columns.first?.title ?? "")]],
        ],
        "transformations": .array(transformations),
      ])
    for override in overrides { panel.addOverride(override) }
    return panel
  }

  /// Grafana's name for the values of a query: one query alone has no letter.
  private func field(_ position: Int) -> String {
    guard columns.count > 1, let letter = UnicodeScalar(65 + position) else { return "Value" }
    return "Value #\(letter)"
  }

  private var transformations: [JSON] {
    var names: [String: JSON] = ["cluster": "Cluster"]
    var places: [String: JSON] = [:]
    var hidden: [String: JSON] = ["Time": true, "job": true]
    for label in key { names[label.label.name] = .string(label.title) }
    var order = ["cluster"] + key.map(\.label.name)
    for (position, column) in columns.enumerated() {
      if column.shows.isEmpty {
        names[field(position)] = .string(column.title)
        order.append(field(position))
      } else {
        hidden[field(position)] = true
        order += column.shows.map(\.label.name)
      }
    }
    for (place, name) in order.enumerated() { places[name] = .integer(place) }
    for shown in columns.flatMap(\.shows) { names[shown.label.name] = .string(shown.title) }
    let organize: JSON = [
      "id": "organize",
      "options": ["excludeByName": .object(hidden), "includeByName": [:], "indexByName": .object(places), "renameByName": .object(names)],
    ]
    return columns.count > 1 ? [["id": "merge", "options": [:]], organize] : [organize]
  }

  private var overrides: [JSON] {
    var overrides: [JSON] = []
    for column in columns where column.shows.isEmpty {
      var properties: [JSON] = [["id": "unit", "value": .string(column.unit.rawValue)]]
      if let noValue = column.noValue { properties.append(["id": "noValue", "value": .string(noValue)]) }
      if let decimals = column.decimals { properties.append(["id": "decimals", "value": .integer(decimals)]) }
      if !column.thresholds.isEmpty || !column.names.names.isEmpty {
        properties.append(["id": "thresholds", "value": column.thresholds.json])
        properties.append(["id": "mappings", "value": column.names.json])
        properties.append(["id": "color", "value": ["mode": "thresholds"]])
        properties.append(["id": "custom.cellOptions", "value": ["type": "color-text"]])
      }
      overrides.append(["matcher": ["id": "byName", "options": .string(column.title)], "properties": .array(properties)])
    }
    if let opens, let first = key.first {
      overrides.append([
        "matcher": ["id": "byName", "options": .string(first.title)],
        "properties": [["id": "links", "value": [opens.json(choosing: first.label)]]],
      ])
    }
    return overrides
  }
}
