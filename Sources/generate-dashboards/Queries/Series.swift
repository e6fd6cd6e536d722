import KafkaExporter

/// The series of one family that a panel looks at: PromQL's selector, narrowed to the jobs and clusters that are chosen above the dashboard.
struct Series {
  let family: Family
  /// What stands between the braces, in order.
  private(set) var matchers: [String]
  /// `_bucket` for the buckets of a histogram.
  private(set) var suffix = ""
  private(set) var problems: [String] = []

  init(_ family: Family) {
    self.family = family
    matchers = [#"job=~"$job""#]
    if family.isOfACluster { matchers.append(#"cluster=~"$cluster""#) }
    if !family.isDefault { problems.append("\(family.fullName()) is not on by default") }
  }

  /// Those whose labels are what is chosen in the variables of the same names.
  func chosen(_ labels: [Label]) -> Series {
    labels.reduce(self) { $0.matching($1, #"=~"$\#($1.name)""#) }
  }

  func `where`(_ label: Label, is value: String) -> Series { matching(label, "=\"\(value)\"") }

  func `where`(_ label: Label, isNot value: String) -> Series { matching(label, "!=\"\(value)\"") }

  /// The buckets of a histogram, by `le`.
  var buckets: Series {
    var buckets = self
    buckets.suffix = "_bucket"
    if family.kind != .histogram { buckets.problems.append("\(family.fullName()) is a \(family.kind.rawValue), and has no buckets") }
    return buckets
  }

  var text: String { "\(family.fullName())\(suffix){\(matchers.joined(separator: ","))}" }

  /// The names of the labels that its series have, those that a scrape adds included.
  var labels: [String] {
    ["job", "cluster", "instance"] + family.labels.map(\.name) + (suffix.isEmpty ? [] : ["le"])
  }

  private func matching(_ label: Label, _ condition: String) -> Series {
    var narrowed = self
    narrowed.matchers.append(label.name + condition)
    if !family.labels.contains(label) { narrowed.problems.append("\(family.fullName()) has no label \(label.name)") }
    return narrowed
  }
}

extension Family {
  /// Whether its series bear the label `cluster` where several clusters are watched. Those that speak of the process do not.
  var isOfACluster: Bool {
    !Self.ofTheProcess.contains(name)
  }

  /// Whether other programs than exporters have a family of this name.
  var isShared: Bool { !takesPrefix }

  private static let ofTheProcess = Set(
    (ProcessFamilies.all + [
      ExporterFamilies.buildInfo, ExporterFamilies.pageBytes, ExporterFamilies.renderSeconds, ExporterFamilies.seriesDropped,
      ExporterFamilies.httpRequests,
    ]).map(\.name))
}
