package import Transport

/// Everything the daemon was told: its own values and the clusters to collect.
package struct Configuration: Sendable, Equatable {
  package var listen: ListenAddress
  package var page: PageSettings
  package var http: HTTPLimits
  package var log: LogConfiguration
  /// At least one in a loaded configuration; their names are unique.
  package var clusters: [ClusterConfiguration]

  /// Everything at its default for one cluster.
  package init(bootstrap: [HostPort]) {
    self.init(SettingValues(), clusters: [ClusterConfiguration(bootstrap: bootstrap)])
  }

  init(_ values: SettingValues, clusters: [ClusterConfiguration]) {
    listen = values[Settings.listen]
    let budget = values[Settings.seriesBudget]
    page = PageSettings(
      prefix: values[Settings.prefix] + "_", families: values[Settings.families].selection, granularity: values[Settings.granularity],
      seriesBudget: budget == 0 ? nil : budget)
    let timeout = values[Settings.httpTimeout].components
    http = HTTPLimits(
      connections: values[Settings.httpConnections],
      connectionsPerAddress: values.capped(Settings.httpConnectionsPerAddress, by: Settings.httpConnections),
      timeoutSeconds: Int(clamping: timeout.seconds) + (timeout.attoseconds > 0 ? 1 : 0))
    log = LogConfiguration(level: values[Settings.logLevel], format: values[Settings.logFormat])
    self.clusters = clusters
  }
}

/// What is logged and how.
package struct LogConfiguration: Sendable, Equatable {
  package var level: LogLevel
  package var format: LogFormat
}
