/// A metric family, declared once: the catalogue, the selection, the page and docs/metrics.md all come from this value.
package struct Family: Sendable {
  package enum Kind: String, Sendable {
    case gauge, counter, histogram, summary
    /// Always 1; what it says is in its labels. A gauge in the text format, which has no such type.
    case info
  }

  package enum Unit: String, Sendable {
    case seconds, bytes, records
  }

  /// What a family has a series for; the finest comes last.
  package enum Level: Int, Sendable, Comparable, CaseIterable {
    case exporter, cluster, broker, topic, group, groupTopic, member, partition

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// Where a family's series come from.
  package enum Source: Sendable {
    /// From what was seen of a cluster; called once for each cluster.
    case cluster(@Sendable (ClusterPage, inout SeriesWriter) -> Void)
    /// From what the exporter knows of itself; called once.
    case exporter(@Sendable (ExporterPage, inout SeriesWriter) -> Void)
  }

  /// The name without the configured prefix; counters end in `_total`, infos in `_info`.
  package let name: String
  package let kind: Kind
  package let unit: Unit?
  package let help: String
  /// In the order of the page; `cluster` stands before them where several clusters are configured.
  package let labels: [Label]
  package let level: Level
  package let isDefault: Bool
  /// Whether the page lists only the series whose value is 1, unless all families are selected.
  package let isSparse: Bool
  /// False for the names that all exporters share (`process_cpu_seconds_total`).
  package let takesPrefix: Bool
  package let source: Source

  package init(
    _ name: String, _ kind: Kind, unit: Unit? = nil, labels: [Label] = [], level: Level, isDefault: Bool = true, isSparse: Bool = false,
    takesPrefix: Bool = true, help: String, source: Source
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.help = help
    self.labels = labels
    self.level = level
    self.isDefault = isDefault
    self.isSparse = isSparse
    self.takesPrefix = takesPrefix
    self.source = source
  }

  /// The prefix of the catalogue, by which a family is named in settings and in docs whatever the pages' prefix is.
  package static let defaultPrefix = "kafka_"

  /// The name on a page with this prefix.
  package func fullName(prefix: String = Family.defaultPrefix) -> String {
    takesPrefix ? prefix + name : name
  }

  /// The full name as OpenMetrics declares it: without the ending that its samples carry.
  func openMetricsName(prefix: String) -> String {
    let name = fullName(prefix: prefix)
    switch kind {
    case .counter: return name.removing(ending: "_total")
    case .info: return name.removing(ending: "_info")
    case .gauge, .histogram, .summary: return name
    }
  }
}

extension String {
  fileprivate func removing(ending: String) -> String {
    hasSuffix(ending) ? String(dropLast(ending.count)) : self
  }
}
