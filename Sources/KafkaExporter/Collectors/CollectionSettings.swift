/// What the collectors of one cluster need to know of its configuration.
package struct CollectionSettings: Sendable {
  package struct Intervals: Sendable, Equatable {
    package var cluster: Duration
    package var topics: Duration
    package var configs: Duration
    package var groups: Duration
    package var commits: Duration
    package var logStart: Duration
    package var logEnd: Duration

    package init(
      cluster: Duration, topics: Duration, configs: Duration, groups: Duration, commits: Duration, logStart: Duration, logEnd: Duration
    ) {
      self.cluster = cluster
      self.topics = topics
      self.configs = configs
      self.groups = groups
      self.commits = commits
      self.logStart = logStart
      self.logEnd = logEnd
    }

    /// The shortest: how often the poller wakes up.
    var shortest: Duration { [cluster, topics, configs, groups, commits, logStart, logEnd].reduce(.seconds(3600), min) }
  }

  package var intervals: Intervals
  /// How long a fact that could not be refreshed is still served.
  package var staleAfter: Duration
  package var topics: NameFilter
  package var groups: NameFilter
  /// Whether Kafka's own topics (`__consumer_offsets`) are collected.
  package var internalTopics: Bool
  /// Whether groups without members are collected.
  package var emptyGroups: Bool
  package var deadGroups: Bool
  /// Elements in one request, so that no answer grows without bound.
  package var partitionsPerRequest: Int
  package var groupsPerRequest: Int
  /// Whether the last stable offsets are read: they cost as much as the end offsets, and only one optional family shows them.
  package var lastStableOffsets: Bool

  package init(
    intervals: Intervals, staleAfter: Duration, topics: NameFilter = NameFilter(), groups: NameFilter = NameFilter(),
    internalTopics: Bool = true, emptyGroups: Bool = true, deadGroups: Bool = false, partitionsPerRequest: Int = 10_000,
    groupsPerRequest: Int = 100, lastStableOffsets: Bool = false
  ) {
    self.intervals = intervals
    self.staleAfter = staleAfter
    self.topics = topics
    self.groups = groups
    self.internalTopics = internalTopics
    self.emptyGroups = emptyGroups
    self.deadGroups = deadGroups
    self.partitionsPerRequest = partitionsPerRequest
    self.groupsPerRequest = groupsPerRequest
    self.lastStableOffsets = lastStableOffsets
  }
}
