/// A dashboard: what can be chosen, and what is shown of it.
struct Dashboard {
  /// Never changes: links and bookmarks have it.
  let uid: String
  let title: String
  let description: String
  /// Behind data source, job and cluster, which all have.
  var variables: [Variable] = []
  var annotations: [Annotation] = []
  let sections: [Section]

  /// All of them, in the order of the links on top of each.
  static let all: [Dashboard] = [overview, topics, groups, group, probe, brokers, exporter]

  var panels: [Panel] { sections.flatMap(\.panels) }
  var allVariables: [Variable] { [.dataSource, .job, .cluster] + variables }

  /// `kafka-overview` is overview.json.
  var fileName: String { (uid.hasPrefix("kafka-") ? String(uid.dropFirst(6)) : uid) + ".json" }

  /// Everything that is wrong, with the place.
  var problems: [String] {
    var problems = panels.flatMap(\.problems) + sections.flatMap(\.problems) + annotations.flatMap(\.problems)
    let ids = Dictionary(grouping: panels, by: \.id)
    for same in ids.values where same.count > 1 { problems.append("the same id: \(same.map(\.title))") }
    return problems.map { "\(uid): \($0)" }
  }

  var json: JSON {
    var content: [JSON] = []
    var line = 0
    for section in sections {
      if section.title != nil { line += 1 }
      let (places, bottom) = section.layout(from: line)
      let panels = places.map { $0.panel.json(at: ($0.x, $0.y)) }
      if let title = section.title {
        content.append(heading(title, at: line - 1, holding: section.isClosed ? panels : nil))
      }
      if section.isClosed { continue }
      content += panels
      line = bottom
    }
    return [
      "uid": .string(uid), "title": .string(title), "description": .string(description), "tags": ["kafka"], "schemaVersion": 39,
      "version": 1,
      "editable": true, "fiscalYearStartMonth": 0, "graphTooltip": 1, "liveNow": false, "refresh": "10s", "timezone": "browser",
      "time": ["from": "now-30m", "to": "now"], "timepicker": [:], "weekStart": "",
      "annotations": ["list": .array(annotations.map(\.json))],
      "links": .array(Link.all.filter { $0.uid != uid }.map(\.dashboardJSON)),
      "templating": ["list": .array(allVariables.map(\.json))],
      "panels": .array(content),
    ]
  }

  /// - Parameter panels: of a closed section, which Grafana keeps inside its heading.
  private func heading(_ title: String, at line: Int, holding panels: [JSON]?) -> JSON {
    let id = Panel("row", title, "", unit: .number, size: .init(width: 24, height: 1), []).id
    return [
      "id": .integer(1_000_000 + id), "type": "row", "title": .string(title), "collapsed": .bool(panels != nil),
      "gridPos": ["h": 1, "w": 24, "x": 0, "y": .integer(line)], "panels": .array(panels ?? []),
    ]
  }
}
