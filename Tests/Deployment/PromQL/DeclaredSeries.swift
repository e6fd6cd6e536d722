import KafkaExporter

/// The series that the exporter has by default, with their labels: what rules and dashboards may speak of.
enum DeclaredSeries {
  /// Labels by name, with those that a scrape adds.
  static let labels: [String: Set<String>] = {
    var labels: [String: Set<String>] = [:]
    for family in Catalogue.families where family.isDefault {
      let own = Set(family.labels.map(\.name)).union(["job", "instance", "cluster"])
      let name = family.fullName()
      switch family.kind {
      case .histogram: labels[name + "_bucket"] = own.union(["le"])
      case .summary: labels[name] = own.union(["quantile"])
      case .gauge, .counter, .info: labels[name] = own
      }
      if family.kind == .histogram || family.kind == .summary {
        for part in ["_sum", "_count"] { labels[name + part] = own }
      }
    }
    return labels
  }()

  /// What an expression speaks of and the exporter has not.
  static func problems(in expression: String) -> [String] {
    let names = PromQLNames(of: expression)
    var problems: [String] = []
    var seen: Set<String> = []
    for selector in names.selectors {
      guard let known = labels[selector.metric] else {
        problems.append("no family \(selector.metric)")
        continue
      }
      seen.formUnion(known)
      problems += selector.labels.filter { !known.contains($0) }.map { "no label \($0) in \(selector.metric)" }
    }
    return problems + names.grouped.filter { !seen.contains($0) }.map { "no label \($0) to group by" }
  }
}
