/// How pages are made, as the configuration says it.
package struct PageSettings: Sendable, Hashable {
  /// Stands before every family's name but the process families'.
  package var prefix = Family.defaultPrefix
  package var families = FamilySelection.default
  package var granularity = Granularity.partition
  /// Samples that a page may have; nil for no limit.
  package var seriesBudget: Int?

  package init(
    prefix: String = Family.defaultPrefix, families: FamilySelection = .default, granularity: Granularity = .partition,
    seriesBudget: Int? = nil
  ) {
    self.prefix = prefix
    self.families = families
    self.granularity = granularity
    self.seriesBudget = seriesBudget
  }
}

/// How fine the series of topics and groups are.
package enum Granularity: String, Sendable, Hashable, CaseIterable {
  /// Everything that is selected.
  case partition
  /// No series for a partition: topics, groups, and groups by topic.
  case topic
  /// No series for a partition or for a group's topics: topics and groups as a whole.
  case group

  package func admits(_ level: Family.Level) -> Bool {
    switch level {
    case .partition: self == .partition
    case .groupTopic: self != .group
    case .exporter, .cluster, .broker, .topic, .group, .member: true
    }
  }
}
