import KafkaProtocol

/// The end-to-end probe, which writes to the cluster and therefore is off unless asked for.
extension Settings {
  static let probeEnabled = Setting(
    "probe.enabled", .boolean, default: false, section: .probe, scope: .cluster, commands: [.serve, .demo],
    help: "Whether records are sent, read and committed to measure what a client waits. It writes to probe.topic.")
  static let probeTopic = Setting(
    "probe.topic",
    .text(
      valueName: "NAME", allowed: "up to 200 ASCII letters, digits, dots, dashes and _",
      where: { name in TopicName.problem(name) == nil && name.utf8.count <= 200 }),
    default: "_kafka_exporter_probe", section: .probe, scope: .cluster, commands: [.serve],
    help: "The probe's topic; exporters of the same cluster can share it. Its name begins the names of the groups that commit.")
  static let probeInterval = Setting(
    "probe.interval", .duration(from: .milliseconds(10), to: .seconds(60)), default: .milliseconds(100), section: .probe, scope: .cluster,
    commands: [.serve], help: "Time from one record to the next of the same partition.")
  static let probeDeadline = Setting(
    "probe.deadline", .duration(from: .milliseconds(1), to: .seconds(3600)), default: .seconds(1), section: .probe, scope: .cluster,
    commands: [.serve], help: "A record that is received later than this after it was sent counts as late.")
  static let probeTimeout = Setting(
    "probe.timeout", .duration(from: .milliseconds(500), to: .seconds(120)), default: .seconds(30), section: .probe, scope: .cluster,
    commands: [.serve], help: "A record that is not acknowledged within this time is given up and counts as failed.")
  static let probeBuckets = Setting(
    "probe.buckets", .bucketBounds,
    default: [0.00025, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    note: "18 bounds from 0.00025 to 10", section: .probe, scope: .cluster, commands: [.serve],
    help: "Upper bounds of the histograms' buckets, in seconds.")
  static let probeManageTopic = Setting(
    "probe.manage_topic", .boolean, default: true, section: .probe, scope: .cluster, commands: [.serve],
    help: "Whether the exporter may create probe.topic, add partitions and move their leaders, so that every broker leads one.")
  static let probePartitionsPerBroker = Setting(
    "probe.partitions_per_broker", .integer(1...100), default: 1, section: .probe, scope: .cluster, commands: [.serve],
    help: "Partitions of probe.topic that each broker should lead.")
  static let probeReplicationFactor = Setting(
    "probe.replication_factor", SettingType<Int>.integer(1...32).optional, default: nil,
    note: "3 for a new topic, or as many as there are brokers", example: ["3"], section: .probe, scope: .cluster, commands: [.serve],
    help: "Replicas of each partition of probe.topic; never more than there are brokers.")
  static let probeMinimumInSync = Setting(
    "probe.min_insync_replicas", SettingType<Int>.integer(1...32).optional, default: nil,
    note: "2 for a new topic, or 1 with one replica", example: ["2"], section: .probe, scope: .cluster, commands: [.serve],
    help: "The setting min.insync.replicas that probe.topic is created with.")
  static let probeCommitInterval = Setting(
    "probe.commit_interval", .duration(from: .milliseconds(100), to: .seconds(3600)), default: .seconds(1), section: .probe,
    scope: .cluster, commands: [.serve], help: "Time from one commit of the probe's group to the next.")
  static let probeCommitAllCoordinators = Setting(
    "probe.commit_all_coordinators", .boolean, default: false, section: .probe, scope: .cluster, commands: [.serve],
    help: "Whether there is a group for every broker that can coordinate one, instead of one group alone.")
  static let probe = [
    probeEnabled.declaration, probeTopic.declaration, probeInterval.declaration, probeDeadline.declaration, probeTimeout.declaration,
    probeBuckets.declaration, probeManageTopic.declaration, probePartitionsPerBroker.declaration, probeReplicationFactor.declaration,
    probeMinimumInSync.declaration, probeCommitInterval.declaration, probeCommitAllCoordinators.declaration,
  ]
}
