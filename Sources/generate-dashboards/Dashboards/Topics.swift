import KafkaExporter

extension Dashboard {
  /// What is written into which topic, and whether all of it is as safe as it should be.
  static let topics = Dashboard(
    uid: "kafka-topics", title: "Kafka topics and partitions",
    description: "What is written, how evenly, how much is kept, and whether every partition has its leader and its replicas.",
    variables: [
      .several(.topic, in: Series(TopicFamilies.partitions), "Topic", "One topic, several, or all. Choose one to look at its partitions.")
    ],
    annotations: [.brokerDown, .topicRecreated],
    sections: [figures, records, replication, byPartition])
}

private let chosen = PartitionMeasures(.topic)

private let figures = Section {
  Panel.figure("Topics", "Topics that are chosen.", chosen.series(TopicFamilies.partitions).max(by: .topic).number).width(3)
  Panel.figure("Partitions", "Partitions of the topics that are chosen.", chosen.series(TopicFamilies.partitions).max(by: .topic).total)
    .width(3)
  Panel.figure(
    "Written", "Records that are written per second into the topics that are chosen.", unit: .recordsPerSecond, chosen.written.total
  )
  .width(3)
  Panel.figure(
    "Kept", "Offsets between the beginnings and the ends of the logs: the records that are there, or were before compaction.",
    unit: .records,
    chosen.kept.total
  ).width(3)
  Panel.stat(
    "Offline", "Partitions without a leader: nobody can read or write them. Worry at 1.", chosen.number(PartitionFamilies.offline)
  ).colours(.anyIs(.red)).width(3)
  Panel.stat(
    "Under min ISR", "Partitions with fewer in-sync replicas than min.insync.replicas: they refuse writes with acks=all. Worry at 1.",
    chosen.number(PartitionFamilies.underMinInSync)
  ).colours(.anyIs(.red)).width(3)
  Panel.stat(
    "At min ISR",
    "Partitions with just enough in-sync replicas: when one more goes, they refuse writes with acks=all. Worry when it stays.",
    chosen.number(PartitionFamilies.atMinInSync)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Under-replicated", "Partitions with fewer in-sync replicas than replicas. Normal while a broker restarts; worry when it stays.",
    chosen.number(PartitionFamilies.underReplicated)
  ).colours(.anyIs(.orange)).width(3)
}

private let records = Section("Records") {
  Panel.timeSeries(
    "Written by topic", "Records per second, the ten topics that had the highest peak. Worry when a topic stops that should not.",
    unit: .recordsPerSecond, [Query(chosen.written.peaks(10), by: .topic)])
  Panel.timeSeries(
    "Deleted by topic",
    "Records per second that retention or somebody deleted, the ten topics with the highest peak. Retention works in bursts; worry when a group's lag is in what is deleted.",
    unit: .recordsPerSecond, [Query(chosen.series(TopicFamilies.logStartOffsetSum).growth().max(by: .topic).peaks(10), by: .topic)])
  Table(
    key: [(.topic, "Topic")],
    columns: [
      .init(title: "Written", expression: chosen.written, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Kept", expression: chosen.kept, unit: .records),
      .init(title: "Partitions", expression: chosen.series(TopicFamilies.partitions).max(by: .topic)),
      .init(title: "Replicas", expression: chosen.series(TopicFamilies.replicationFactor).min(by: .topic)),
      .init(title: "Min ISR", expression: chosen.series(TopicFamilies.minInSyncReplicas).max(by: .topic)),
      .init(title: "Retention", expression: chosen.series(TopicFamilies.retentionSeconds).max(by: .topic), unit: .seconds),
      .init(title: "Size limit of a partition", expression: chosen.series(TopicFamilies.retentionBytes).max(by: .topic), unit: .bytes),
      .init(
        title: "Identity", expression: chosen.series(TopicFamilies.info).max(by: .topic, .cleanupPolicy),
        shows: [(.cleanupPolicy, "Cleanup policy")]),
    ], limit: 50, opens: .topics
  ).panel(
    "Topics, the busiest first",
    "Up to fifty of the topics that are chosen. A click chooses one. Worry about a topic with one replica, or with a min ISR of 1, that must not lose records."
  ).width(24).height(10)
}

private let replication = Section("Replication health") {
  Table(
    key: [(.topic, "Topic"), (.partition, "Partition")],
    columns: [.init(title: "What", expression: chosen.unhealthy, thresholds: .anyIs(.orange), names: PartitionMeasures.names)],
    limit: 50
  ).panel(
    "Unhealthy partitions", "Up to fifty partitions that are not as they should be, the worst first. Worry about every one that stays."
  )
  .emptyWhenHealthy("none: all partitions are healthy")
  Panel.timeSeries(
    "Partitions that are not healthy", "How many of the chosen topics' partitions are in which trouble. Worry when a line stays above 0.",
    unit: .partitions,
    [
      Query(chosen.number(PartitionFamilies.offline), "offline"),
      Query(chosen.number(PartitionFamilies.underMinInSync), "under min ISR"),
      Query(chosen.number(PartitionFamilies.atMinInSync), "at min ISR"),
      Query(chosen.number(PartitionFamilies.underReplicated), "under-replicated"),
    ]
  ).stepped().colour(.red, of: "offline").colour(.orange, of: "under min ISR").colour(.yellow, of: "at min ISR")
    .colour(.blue, of: "under-replicated").height(9)
  Panel.timeSeries(
    "Not led by the preferred broker",
    "Partitions that another broker leads than the first of their replicas, in the whole cluster. It follows a broker's restart; worry when it stays, for then load is uneven.",
    unit: .partitions, [Query(ClusterFamilies.partitionsNotPreferred.max(by: .cluster), "not preferred")]
  ).stepped()
  Panel.timeSeries(
    "Topics recreated",
    "Topics that were deleted and created again under the same name, within five minutes. Worry when nobody meant to: groups then read from a beginning or an end that they do not know.",
    unit: .number, [Query(chosen.recreations(over: .trend).peaks(10), by: .topic)]
  ).stepped()
}

private let byPartition = Section("Partitions of the chosen topics (open it with a few topics chosen)", isClosed: true) {
  Panel.timeSeries(
    "Written by partition", "Records per second, the twenty partitions that had the highest peak. Worry when one stops while others go on.",
    unit: .recordsPerSecond, [Query(chosen.writtenByPartition.peaks(20), "{{topic}} {{partition}}")])
  Panel.bars(
    "Busiest partitions",
    "Records per second now, up to thirty partitions. Worry when few of them get most: their readers become the slowest.",
    unit: .recordsPerSecond, Query(chosen.writtenByPartition.top(30), "{{topic}} {{partition}}")
  ).neutral()
  Panel.timeSeries(
    "Skew",
    "How many times the average partition's records the busiest one of the topic gets: 1 is even. The ten busiest topics. Worry when keys make one partition do the work of all.",
    unit: .number, [Query(chosen.skew(ofBusiest: 10), by: .topic)])
  Panel.bars(
    "Longest logs", "Offsets between beginning and end, up to thirty partitions. Worry when one is far longer than its neighbours.",
    unit: .records,
    Query(
      (chosen.series(PartitionFamilies.logEndOffset).max(by: .topic, .partition)
        - chosen.series(PartitionFamilies.logStartOffset).max(by: .topic, .partition)).top(30), "{{topic}} {{partition}}")
  ).neutral()
}
