/// Everything the daemon was told: its own values and the clusters to collect.
public struct Configuration: Sendable, Equatable {
  public var listen: ListenAddress
  /// `default` or `all`, then names with `+` or `-`, in the order given.
  public var families: [String]
  /// The first word of every metric's name.
  public var prefix: String
  public var granularity: Granularity
  /// Series on one page at most; nil for no limit.
  public var seriesBudget: Int?
  public var http: HTTPConfiguration
  public var log: LogConfiguration
  /// At least one in a loaded configuration; their names are unique.
  public var clusters: [ClusterConfiguration]

  /// Everything at its default for one cluster.
  public init(bootstrap: [Endpoint]) {
    self.init(SettingValues(), clusters: [ClusterConfiguration(bootstrap: bootstrap)])
  }

  init(_ values: SettingValues, clusters: [ClusterConfiguration]) {
    listen = values[Settings.listen]
    families = values[Settings.families]
    prefix = values[Settings.prefix]
    granularity = values[Settings.granularity]
    let budget = values[Settings.seriesBudget]
    seriesBudget = budget == 0 ? nil : budget
    http = HTTPConfiguration(
      connections: values[Settings.httpConnections], connectionsPerAddress: values[Settings.httpConnectionsPerAddress],
      timeout: values[Settings.httpTimeout])
    log = LogConfiguration(level: values[Settings.logLevel], format: values[Settings.logFormat])
    self.clusters = clusters
  }
}

/// Bounds of the HTTP server.
public struct HTTPConfiguration: Sendable, Equatable {
  public var connections: Int
  public var connectionsPerAddress: Int
  /// How long a connection may be silent.
  public var timeout: Duration
}

/// What is logged and how.
public struct LogConfiguration: Sendable, Equatable {
  public var level: LogLevel
  public var format: LogFormat
}
