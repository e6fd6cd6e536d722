/// What a poll collects, in the order it does. A new collector is another line here.
package enum Collectors: Sendable {
  case everything
  /// Also the last stable offsets: they cost the brokers as much as the end offsets, and only one optional family shows them.
  case everythingAndLastStableOffsets
  /// What it takes to know the lag of groups.
  case lag

  /// Commits stand before end offsets: an end that was read later can't be behind the commit, so lag is never negative.
  func list(_ intervals: CollectorIntervals) -> [any Collector] {
    let all: [(collector: any Collector, isPart: Bool)] = [
      (ClusterCollector(interval: intervals.cluster), true),
      (TopicCollector(interval: intervals.topics), true),
      (ConfigCollector(interval: intervals.topics, refresh: intervals.configs), self != .lag),
      (GroupCollector(interval: intervals.groups), true),
      (CommitCollector(interval: intervals.commits), true),
      (LogOffsetCollector(name: "log_start_offsets", interval: intervals.logStart, position: .start), true),
      (LogOffsetCollector(name: "log_end_offsets", interval: intervals.logEnd, position: .end), true),
      (
        LogOffsetCollector(name: "last_stable_offsets", interval: intervals.logEnd, position: .lastStable),
        self == .everythingAndLastStableOffsets
      ),
    ]
    return all.filter(\.isPart).map(\.collector)
  }
}
