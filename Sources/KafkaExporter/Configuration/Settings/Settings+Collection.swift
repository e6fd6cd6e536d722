/// What is asked of a cluster: where it is, which topics and groups, how often, within which bounds.
extension Settings {
  static let bootstrap = Setting(
    "bootstrap", .endpoints, default: [], note: SettingDeclaration.required, example: ["localhost:9092"], section: .connection,
    scope: .cluster, commands: Subcommand.connecting,
    help: "Brokers to ask first; any of them may be down. The others are learned from the cluster.")
  static let clientID = Setting(
    "client_id", .text(), default: "kafka-exporter", section: .connection, scope: .cluster,
    commands: Subcommand.connecting, help: "The client id in the brokers' request logs, metrics and quotas.")
  static let interval = Setting(
    "interval", .duration(from: .milliseconds(100), to: .seconds(86_400)), default: .seconds(10), section: .connection, scope: .cluster,
    commands: [.serve, .demo], help: "Time from the start of one poll to the start of the next.")
  static let staleAfter = Setting(
    "stale_after", .duration(from: .seconds(1), to: .seconds(86_400)), default: .seconds(60), section: .connection, scope: .cluster,
    commands: [.serve, .demo], help: "How long a fact is still served after the refresh that was due has failed.")
  static let connection = [bootstrap.declaration, clientID.declaration, interval.declaration, staleAfter.declaration]

  static let topicsInclude = Setting(
    "topics.include", .patterns, default: [], section: .topics, scope: .cluster,
    help: "Topics to collect; all when the list is empty. A pattern must match the whole name.")
  static let topicsExclude = Setting(
    "topics.exclude", .patterns, default: [], section: .topics, scope: .cluster, help: "Topics to leave out, even when they are included.")
  static let topicsInternal = Setting(
    "topics.internal", .boolean, default: true, section: .topics, scope: .cluster,
    help: "Whether Kafka's internal topics (such as __consumer_offsets) are collected.")
  static let topics = [topicsInclude.declaration, topicsExclude.declaration, topicsInternal.declaration]

  static let groupsInclude = Setting(
    "groups.include", .patterns, default: [], section: .groups, scope: .cluster,
    help: "Groups to collect; all when the list is empty. A pattern must match the whole name.")
  static let groupsExclude = Setting(
    "groups.exclude", .patterns, default: [], section: .groups, scope: .cluster, help: "Groups to leave out, even when they are included.")
  static let groupsEmpty = Setting(
    "groups.empty", .boolean, default: true, section: .groups, scope: .cluster, help: "Whether groups without members are collected.")
  static let groupsDead = Setting(
    "groups.dead", .boolean, default: false, section: .groups, scope: .cluster, help: "Whether groups in state Dead are collected.")
  static let groups = [groupsInclude.declaration, groupsExclude.declaration, groupsEmpty.declaration, groupsDead.declaration]

  static let intervalCluster = collectorInterval("cluster", help: "Own interval for brokers, controller and cluster id.")
  static let intervalTopics = collectorInterval("topics", help: "Own interval for topics, partitions, leaders and replicas.")
  static let intervalConfigs = Setting(
    "intervals.configs", collectorDuration, default: .seconds(300), section: .intervals, scope: .cluster, commands: [.serve],
    help: "Own interval for topic configurations; new topics are read at the next poll.")
  static let intervalGroups = collectorInterval("groups", help: "Own interval for groups, their states and members.")
  static let intervalCommits = collectorInterval("commits", help: "Own interval for committed offsets.")
  static let intervalLogStart = Setting(
    "intervals.log_start", collectorDuration.optional, default: nil, note: "3 x interval", example: ["30s"], section: .intervals,
    scope: .cluster,
    commands: [.serve], help: "Own interval for log start offsets, which move rarely.")
  static let intervalLogEnd = collectorInterval("log_end", help: "Own interval for log end offsets.")
  static let intervals = [
    intervalCluster.declaration, intervalTopics.declaration, intervalConfigs.declaration, intervalGroups.declaration,
    intervalCommits.declaration, intervalLogStart.declaration, intervalLogEnd.declaration,
  ]

  static let timeoutConnect = Setting(
    "timeouts.connect", .duration(from: .milliseconds(10), to: .seconds(600)), default: .seconds(3), section: .timeouts, scope: .cluster,
    commands: Subcommand.connecting, help: "To resolve a broker's name and connect to it; by default never more than timeouts.request.")
  static let timeoutRequest = Setting(
    "timeouts.request", .duration(from: .milliseconds(10), to: .seconds(600)), default: .seconds(5),
    note: "5s, or the interval where that is shorter, but at least 1s", example: ["5s"], section: .timeouts,
    scope: .cluster, commands: Subcommand.connecting,
    help: "To get a request answered, connecting included. A broker that hangs can hold up one poll for this long.")
  static let timeouts = [timeoutConnect.declaration, timeoutRequest.declaration]

  static let frameBytes = Setting(
    "limits.frame_bytes", .bytes((64 << 10)...(1 << 30)), default: 100 << 20, section: .limits, scope: .cluster,
    commands: Subcommand.connecting, help: "The largest answer taken from a broker; a connection that sends a larger one is closed.")
  static let requestsInFlight = Setting(
    "limits.requests_in_flight", .integer(1...1000), default: 10, section: .limits, scope: .cluster,
    commands: Subcommand.connecting, help: "Requests sent on one connection and not yet answered; more wait in the exporter.")
  static let partitionsPerRequest = Setting(
    "limits.partitions_per_request", .integer(1...1_000_000), default: 10_000, section: .limits, scope: .cluster,
    help: "Partitions asked for in one request.")
  static let groupsPerRequest = Setting(
    "limits.groups_per_request", .integer(1...100_000), default: 500, section: .limits, scope: .cluster,
    help: "Groups asked for in one request.")
  static let limits = [
    frameBytes.declaration, requestsInFlight.declaration, partitionsPerRequest.declaration, groupsPerRequest.declaration,
  ]

  private static let collectorDuration: SettingType<Duration> = .duration(from: .milliseconds(100), to: .seconds(7 * 86_400))

  private static func collectorInterval(_ name: String, help: String) -> Setting<Duration?> {
    Setting(
      "intervals.\(name)", collectorDuration.optional, default: nil, note: "as interval", example: ["10s"], section: .intervals,
      scope: .cluster,
      commands: [.serve], help: help)
  }
}
