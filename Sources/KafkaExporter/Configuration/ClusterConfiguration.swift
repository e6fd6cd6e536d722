package import Transport

/// What is to be collected from one cluster, and how.
package struct ClusterConfiguration: Sendable, Equatable {
  /// The value of the label `cluster`; nil for the one cluster of a configuration without names, whose series have no such label.
  package var name: String?
  /// Not empty in a loaded configuration.
  package var bootstrap: [HostPort]
  package var clientID: String
  /// From the start of one poll to the start of the next.
  package var interval: Duration
  package var intervals: CollectorIntervals
  /// How long a fact is still served after the refresh that was due has failed.
  package var staleAfter: Duration
  package var topics: TopicSelection
  package var groups: GroupSelection
  package var timeouts: ClientTimeouts
  package var limits: ClientLimits
  /// Nil: there is no probe.
  package var probe: ProbeSettings?

  /// Everything at its default but the brokers to ask first.
  package init(name: String? = nil, bootstrap: [HostPort]) {
    self.init(name: name, SettingValues())
    self.bootstrap = bootstrap
  }

  /// The same, for these groups alone; unchanged where none is named.
  package func collecting(onlyGroups names: [String]) -> ClusterConfiguration {
    guard !names.isEmpty else { return self }
    var narrowed = self
    narrowed.groups.filter = NameFilter(include: names.map(NamePattern.init(literal:)))
    return narrowed
  }

  init(name: String?, _ values: SettingValues) {
    self.name = name
    bootstrap = values[Settings.bootstrap]
    clientID = values[Settings.clientID]
    interval = values[Settings.interval]
    intervals = CollectorIntervals(values)
    staleAfter = values[Settings.staleAfter]
    topics = TopicSelection(
      filter: NameFilter(include: values[Settings.topicsInclude], exclude: values[Settings.topicsExclude]),
      includesInternal: values[Settings.topicsInternal])
    groups = GroupSelection(
      filter: NameFilter(include: values[Settings.groupsInclude], exclude: values[Settings.groupsExclude]),
      includesEmpty: values[Settings.groupsEmpty], includesDead: values[Settings.groupsDead])
    timeouts = ClientTimeouts(values)
    limits = ClientLimits(
      frameBytes: values[Settings.frameBytes], requestsInFlight: values[Settings.requestsInFlight],
      partitionsPerRequest: values[Settings.partitionsPerRequest], groupsPerRequest: values[Settings.groupsPerRequest])
    probe = ProbeSettings(values)
  }
}

/// How often each collector runs; what was not set follows the cluster's interval.
package struct CollectorIntervals: Sendable, Equatable {
  package var cluster: Duration
  package var topics: Duration
  package var configs: Duration
  package var groups: Duration
  package var commits: Duration
  package var logStart: Duration
  package var logEnd: Duration

  init(_ values: SettingValues) {
    let interval = values[Settings.interval]
    cluster = values[Settings.intervalCluster] ?? interval
    topics = values[Settings.intervalTopics] ?? interval
    configs = values[Settings.intervalConfigs]
    groups = values[Settings.intervalGroups] ?? interval
    commits = values[Settings.intervalCommits] ?? interval
    logStart = values[Settings.intervalLogStart] ?? interval * 3
    logEnd = values[Settings.intervalLogEnd] ?? interval
  }

  /// How often a poll must begin.
  package var shortest: Duration {
    [topics, groups, commits, logStart, logEnd].reduce(cluster, min)
  }
}

/// Which topics are collected.
package struct TopicSelection: Sendable, Equatable {
  package var filter: NameFilter
  package var includesInternal: Bool

  package func admits(_ topic: String, isInternal: Bool) -> Bool {
    (includesInternal || !isInternal) && filter.admits(topic)
  }
}

/// Which groups are collected.
package struct GroupSelection: Sendable, Equatable {
  package var filter: NameFilter
  /// Groups without members.
  package var includesEmpty: Bool
  package var includesDead: Bool
}

/// Deadlines of the Kafka client.
package struct ClientTimeouts: Sendable, Equatable {
  /// Resolving a name included.
  package var connect: Duration
  /// Connecting included.
  package var request: Duration

  /// Who polls often wants to know soon that a broker hangs; who said how long to wait is not second-guessed.
  init(_ values: SettingValues) {
    let isGiven = values.isGiven(Settings.timeoutRequest.declaration.path)
    let patience = min(values[Settings.timeoutRequest], max(values[Settings.interval], .seconds(1)))
    request = isGiven ? values[Settings.timeoutRequest] : patience
    let mayLower = !values.isGiven(Settings.timeoutConnect.declaration.path)
    connect = mayLower ? min(values[Settings.timeoutConnect], request) : values[Settings.timeoutConnect]
  }
}

/// Bounds of the Kafka client.
package struct ClientLimits: Sendable, Equatable {
  /// The largest answer, in bytes.
  package var frameBytes: Int
  /// On one connection.
  package var requestsInFlight: Int
  package var partitionsPerRequest: Int
  package var groupsPerRequest: Int
}
