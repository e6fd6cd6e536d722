/// What the end-to-end probe of a cluster does. There is none of it where the probe is off.
package struct ProbeSettings: Sendable, Equatable {
  package var topic: String
  /// From one record to the next of the same partition.
  package var interval: Duration
  /// A record that is received later than this after it was sent is late.
  package var deadline: Duration
  /// A record that is not acknowledged by then is given up and counts as failed.
  package var timeout: Duration
  /// Upper bounds of the histograms' buckets, in seconds, ascending.
  package var buckets: [Double]
  /// Whether the exporter may create the topic, add partitions and move leaders.
  package var managesTopic: Bool
  /// Partitions that each broker should lead.
  package var partitionsPerBroker: Int
  /// Nil: three, or as many as there are brokers, for a new topic; what it is for one that is there.
  package var replicationFactor: Int?
  /// Nil: two, or one where there is one replica only, for a new topic; what it is for one that is there.
  package var minimumInSync: Int?
  package var commitInterval: Duration
  /// Whether every broker's coordinator is committed to, not only one.
  package var commitsEverywhere: Bool

  /// Nil where the probe is off.
  init?(_ values: SettingValues) {
    guard values[Settings.probeEnabled] else { return nil }
    topic = values[Settings.probeTopic]
    interval = values[Settings.probeInterval]
    deadline = values[Settings.probeDeadline]
    timeout = values[Settings.probeTimeout]
    buckets = values[Settings.probeBuckets]
    managesTopic = values[Settings.probeManageTopic]
    partitionsPerBroker = values[Settings.probePartitionsPerBroker]
    replicationFactor = values[Settings.probeReplicationFactor]
    minimumInSync = values[Settings.probeMinimumInSync]
    commitInterval = values[Settings.probeCommitInterval]
    commitsEverywhere = values[Settings.probeCommitAllCoordinators]
  }
}
