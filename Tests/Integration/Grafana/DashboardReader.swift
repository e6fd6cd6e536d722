import TestSupport

@testable import generate_dashboards

/// A person who looks at dashboards, with something chosen above them: asks Prometheus what Grafana would ask.
struct DashboardReader {
  let prometheus: PrometheusServer
  /// What is chosen in the variable `cluster`; nil for all.
  let cluster: String?
  /// What is chosen in the variable `group`, where one has to be.
  let group: String

  /// A query of a file, with its place.
  struct Question {
    let place: String
    let expression: String
    let isRange: Bool
    let mayBeEmpty: Bool
  }

  /// How far a chart goes back, and from one of its points to the next.
  private static let (range, step) = (20, 1)

  /// All queries of the committed files. Whether one may be empty stands in its declaration.
  static func questions() throws -> [Question] {
    let declared = Dictionary(uniqueKeysWithValues: Dashboard.all.map { ($0.fileName, $0) })
    return try GrafanaDashboard.fileNames().flatMap { file -> [Question] in
      let dashboard = try GrafanaDashboard.load(file)
      let panels = dashboard.shownPanels.flatMap { panel -> [Question] in
        let queries = declared[file]?.panels.first { $0.id == panel.id }?.queries ?? []
        return (panel.targets ?? []).enumerated().map { position, target in
          Question(
            place: "\(file): \(panel.title): \(target.refId)", expression: target.expr, isRange: target.range == true,
            mayBeEmpty: queries.indices.contains(position) && queries[position].mayBeEmpty)
        }
      }
      let annotations = dashboard.annotations.map { annotation in
        Question(place: "\(file): annotation \(annotation.name)", expression: annotation.expr, isRange: true, mayBeEmpty: true)
      }
      return panels + annotations
    }
  }

  /// nil when a query has a result, or may be without one; else what is wrong, in a line.
  func problem(with question: Question) async -> String? {
    let expression = substituted(question.expression)
    do throws(HarnessError) {
      let count =
        question.isRange
        ? try await prometheus.rangeCount(expression, over: Self.range, step: Self.step)
        : try await prometheus.query(expression).count { !$0.value.isNaN }
      return count > 0 || question.mayBeEmpty ? nil : "\(question.place): nothing: \(expression)"
    } catch {
      return "\(question.place): \(error)"
    }
  }

  /// The values that a variable offers.
  func values(of variable: GrafanaDashboard.Variable) async throws -> [String] {
    guard let query = try LabelValues(variable.definition ?? "") else { throw HarnessError("no label_values: \(variable.name)") }
    return try await prometheus.labelValues(query.label, of: substituted(query.selector))
  }

  /// Puts in what is chosen, as Grafana does: windows by the chart's width, "All" as the variable's allValue.
  private func substituted(_ expression: String) -> String {
    let values = [
      ("$__rate_interval", "\(Self.range / 2)s"), ("$__range", "\(Self.range)s"), ("$__interval", "\(Self.step)s"),
      ("$job", ".*"), ("$cluster", cluster ?? ".*"), ("$topic", ".*"), ("$group", group), ("$broker", ".*"),
    ]
    return values.reduce(expression) { $0.replacing($1.0, with: $1.1) }
  }
}
