/// What is to be collected from one cluster, and how.
public struct ClusterConfiguration: Sendable, Equatable {
  /// The value of the label `cluster`; nil for the one cluster of a configuration without names, whose series have no such label.
  public var name: String?
  /// Not empty in a loaded configuration.
  public var bootstrap: [Endpoint]
  public var clientID: String
  /// From the start of one poll to the start of the next.
  public var interval: Duration
  public var intervals: CollectorIntervals
  /// How long a fact is still served after the refresh that was due has failed.
  public var staleAfter: Duration
  public var topics: TopicSelection
  public var groups: GroupSelection
  public var timeouts: ClientTimeouts
  public var limits: ClientLimits

  /// Everything at its default but the brokers to ask first.
  public init(name: String? = nil, bootstrap: [Endpoint]) {
    self.init(name: name, SettingValues())
    self.bootstrap = bootstrap
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
    timeouts = ClientTimeouts(connect: values[Settings.timeoutConnect], request: values[Settings.timeoutRequest])
    limits = ClientLimits(
      frameBytes: values[Settings.frameBytes], requestsInFlight: values[Settings.requestsInFlight],
      partitionsPerRequest: values[Settings.partitionsPerRequest], groupsPerRequest: values[Settings.groupsPerRequest])
  }
}

/// How often each collector runs; what was not set follows the cluster's interval.
public struct CollectorIntervals: Sendable, Equatable {
  public var cluster: Duration
  public var topics: Duration
  public var configs: Duration
  public var groups: Duration
  public var commits: Duration
  public var logStart: Duration
  public var logEnd: Duration

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
}

/// Which topics are collected.
public struct TopicSelection: Sendable, Equatable {
  public var filter: NameFilter
  public var includesInternal: Bool

  public func admits(_ topic: String, isInternal: Bool) -> Bool {
    (includesInternal || !isInternal) && filter.admits(topic)
  }
}

/// Which groups are collected.
public struct GroupSelection: Sendable, Equatable {
  public var filter: NameFilter
  /// Groups without members.
  public var includesEmpty: Bool
  public var includesDead: Bool
}

/// Deadlines of the Kafka client.
public struct ClientTimeouts: Sendable, Equatable {
  /// Resolving a name included.
  public var connect: Duration
  /// Connecting included.
  public var request: Duration
}

/// Bounds of the Kafka client.
public struct ClientLimits: Sendable, Equatable {
  /// The largest answer, in bytes.
  public var frameBytes: Int
  /// On one connection.
  public var requestsInFlight: Int
  public var partitionsPerRequest: Int
  public var groupsPerRequest: Int
}
