/// What is served and how: the page, HTTP and the log.
extension Settings {
  static let listen = Setting(
    "listen", .listenAddress, default: ListenAddress(host: "", port: 9308), section: .page, commands: [.serve, .demo], reload: .restart,
    help: "Where to listen for scrapes; without an address on all of them, IPv4 and IPv6.")
  static let families = Setting(
    "families", .families, default: .default, section: .page, commands: [.serve, .demo],
    help: "Metric families to serve, as in default,+kafka_topic_partition_leader. Their names start with kafka_ whatever the prefix.")
  static let prefix = Setting(
    "prefix", .text(valueName: "NAME", allowed: "ASCII letters, digits and _, not a digit first", where: { MetricNameText.isValid($0) }),
    default: "kafka", section: .page, commands: [.serve, .demo], help: "The first word of every metric's name.")
  static let granularity = Setting(
    "granularity", .oneOf, default: Granularity.partition, section: .page, commands: [.serve, .demo],
    help: "How fine the series are: partition for all, topic for sums by topic, group for whole topics and groups.")
  static let seriesBudget = Setting(
    "series_budget", .integer(0...1_000_000_000), default: 1_000_000, section: .page, commands: [.serve, .demo],
    help: "Series on one page at most, what is beyond being dropped and counted; 0 for no limit.")
  static let page = [listen.declaration, families.declaration, prefix.declaration, granularity.declaration, seriesBudget.declaration]

  static let httpConnections = Setting(
    "http.connections", .integer(1...100_000), default: HTTPLimits().connections, section: .http, commands: [.serve], reload: .restart,
    help: "Connections open at the same time.")
  static let httpConnectionsPerAddress = Setting(
    "http.connections_per_address", .integer(1...100_000), default: HTTPLimits().connectionsPerAddress, section: .http, commands: [.serve],
    reload: .restart,
    help: "Connections open at the same time from one client address; by default never more than http.connections.")
  static let httpTimeout = Setting(
    "http.timeout", .duration(from: .seconds(1), to: .seconds(3600)), default: .seconds(HTTPLimits().timeoutSeconds), section: .http,
    commands: [.serve],
    reload: .restart, help: "How long a connection may be idle, and a request may take; parts of a second are rounded up.")
  static let http = [httpConnections.declaration, httpConnectionsPerAddress.declaration, httpTimeout.declaration]

  static let logLevel = Setting(
    "log.level", .oneOf, default: LogLevel.info, section: .log, commands: Subcommand.logging,
    help: "The least grave messages that are logged.")
  static let logFormat = Setting(
    "log.format", .oneOf, default: LogFormat.logfmt, section: .log, commands: Subcommand.logging, help: "How a log line is written.")
  static let log = [logLevel.declaration, logFormat.declaration]
}
