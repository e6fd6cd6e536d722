import KafkaExporter

extension Dashboard {
  /// Is Kafka healthy, and if it is not, where to look first.
  static let overview = Dashboard(
    uid: "kafka-overview", title: "Kafka overview",
    description: "Is it healthy? One line of numbers that should all be green, then whatever is worst, each table with its worst first.",
    annotations: [.brokerDown, .controllerMoved, .topicRecreated],
    sections: [health, size, worstFirst, lately])
}

private let allGroups = GroupMeasures()
private let allPartitions = PartitionMeasures()
private let allProbes = ProbeMeasures()
private let brokerCount = ClusterFamilies.brokers.max(by: .cluster).total

private let health = Section {
  Panel.stat(
    "Offline partitions", "Partitions without a leader: nobody can read or write them. Worry at 1.",
    ClusterFamilies.partitionsOffline.max(by: .cluster).total
  ).colours(.anyIs(.red)).width(3).opens(.topics)
  Panel.stat(
    "Under min ISR", "Partitions with fewer in-sync replicas than min.insync.replicas: they refuse writes with acks=all. Worry at 1.",
    ClusterFamilies.partitionsUnderMinInSync.max(by: .cluster).total
  ).colours(.anyIs(.red)).width(3).opens(.topics)
  Panel.stat(
    "Under-replicated",
    "Partitions with fewer in-sync replicas than replicas. Normal for minutes while a broker restarts; worry when it stays.",
    ClusterFamilies.partitionsUnderReplicated.max(by: .cluster).total
  ).colours(.anyIs(.orange)).width(3).opens(.topics)
  Panel.stat(
    "Brokers down", "Brokers that do not answer the exporter, or that have left the cluster while replicas are theirs. Worry at 1.",
    BrokerFamilies.isUp.max(by: .broker).equal(to: 0).number.orZero(where: brokerCount)
  ).colours(.anyIs(.red)).width(3).opens(.brokers)
  Panel.stat(
    "Without controller",
    "Clusters that have no controller, or whose brokers do not name one. Without it no leader is chosen and no topic is made. Worry when it stays for a minute.",
    ClusterFamilies.brokers.max(by: .cluster).unless(ClusterFamilies.controller.max(by: .cluster)).number.orZero(where: brokerCount)
  ).colours(.anyIs(.red)).width(3).opens(.brokers)
  Panel.stat(
    "Groups falling behind",
    "Groups that left more than a tenth of what arrived in the last five minutes unread. Worry when it stays: they won't catch up by themselves.",
    allGroups.fallingBehind.number.orZero(where: brokerCount)
  ).colours(.anyIs(.orange)).width(3).opens(.groups)
  Panel.stat(
    "Deleted unread",
    "Records that retention deleted before a group with members had read them: they are lost to it. Worry at 1.", unit: .number,
    allGroups.deletedUnread.and(allGroups.withMembers).total.orZero(where: brokerCount)
  ).colours(.anyIs(.red)).width(3).opens(.groups)
  Panel.stat(
    "Age of this picture",
    "How old the facts are that all these dashboards show. Worry when it grows: the exporter gets no answers or is gone, and everything else here is old.",
    unit: .seconds, ExporterFamilies.snapshotTimestamp.max(by: .cluster).lowest.age
  ).colours(.rising(orange: 60, red: 300)).width(3).decimals(0).without("no exporter").opens(.exporter)
}

private let size = Section {
  Panel.figure("Brokers", "Brokers that are registered in the clusters that are chosen.", brokerCount).width(3).height(3)
  Panel.figure("Topics", "Topics of the clusters that are chosen, internal ones included.", TopicFamilies.partitions.max(by: .topic).number)
    .width(3).height(3)
  Panel.figure("Partitions", "Partitions of all topics.", TopicFamilies.partitions.max(by: .topic).total).width(3).height(3)
  Panel.figure("Groups", "Groups of all types, with members and without.", GroupFamilies.info.max(by: .group).number).width(3).height(3)
  Panel.figure("Written", "Records that are written per second, into all topics.", unit: .recordsPerSecond, allPartitions.written.total)
    .width(3).height(3)
  Panel.figure(
    "Total lag", "Records that all groups together can still read. How much is too much depends on the groups: see the tables below.",
    unit: .records, allGroups.lag.total
  ).width(3).height(3)
  Panel.stat(
    "Probe: in time", "The share of the probe's records of the last five minutes that came back within the deadline. Worry below 99.9%.",
    unit: .share, allProbes.totalInTime(over: .trend)
  ).colours(ProbeMeasures.objective).width(3).height(3).without(ProbeMeasures.isOff).opens(.probe)
  Panel.stat(
    "Probe: p99",
    "99 of 100 records of the probe came back in less than this, in the last five minutes. It is what clients wait at worst; worry from a quarter of a second on.",
    unit: .seconds, Series(ProbeFamilies.roundTripSeconds).totalQuantile(0.99, over: .trend)
  ).colours(ProbeMeasures.roundTripLimits).width(3).height(3).without(ProbeMeasures.isOff).opens(.probe)
}

private let worstFirst = Section("Worst first") {
  Table(
    key: [(.topic, "Topic"), (.partition, "Partition")],
    columns: [.init(title: "What", expression: allPartitions.unhealthy, thresholds: .anyIs(.orange), names: PartitionMeasures.names)],
    limit: 20, opens: .topics
  ).panel(
    "Unhealthy partitions",
    "Partitions that are not as they should be, up to twenty, the worst first. Worry about every one that stays here for minutes."
  ).emptyWhenHealthy("none: all partitions are healthy").height(7)
  Table(
    key: [(.broker, "Broker")],
    columns: [
      .init(title: "Is", expression: BrokerFamilies.isUp.max(by: .broker), names: .upOrDown),
      .init(title: "Last answer", expression: BrokerFamilies.lastResponse.max(by: .broker).age, unit: .seconds, decimals: 0),
      .init(
        title: "p99", expression: Series(BrokerFamilies.responseSeconds).quantile(0.99, by: .broker, over: .trend), unit: .seconds),
      .init(title: "Leads", expression: BrokerFamilies.leaderPartitions.max(by: .broker), unit: .number),
      .init(title: "Replicas", expression: BrokerFamilies.partitions.max(by: .broker), unit: .number),
    ], limit: 20, isLowestFirst: true, opens: .brokers
  ).panel(
    "Brokers, those that are down first",
    "Up to twenty brokers, those that are down first. Worry about one that is down, or that answers much later than the others."
  ).height(7)
  Table(
    key: [(.group, "Group")],
    columns: [
      .init(title: "Lag", expression: allGroups.lag, unit: .records),
      .init(title: "Rising by", expression: allGroups.lagTrend, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Behind", expression: allGroups.secondsBehind, unit: .seconds, noValue: "nothing arrives"),
      .init(title: "Members", expression: GroupFamilies.members.max(by: .group)),
      .init(title: "State", expression: allGroups.state, names: GroupState.names),
    ], limit: 10, opens: .group
  ).panel(
    "Groups that are furthest behind",
    "The ten groups with the most records to read. Worry about those whose lag rises; 'behind' is how long it took to write what they have not read."
  )
  Table(
    key: [(.group, "Group")],
    columns: [
      .init(
        title: "Left unread", expression: allGroups.shareLeftUnread, unit: .share, thresholds: .rising(orange: 0.1, red: 0.5)),
      .init(title: "Rising by", expression: allGroups.lagTrend, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Arriving", expression: allGroups.arriving(over: .trend), unit: .recordsPerSecond, decimals: 1),
      .init(title: "Lag", expression: allGroups.lag, unit: .records),
    ], limit: 10, opens: .group
  ).panel(
    "Groups that fall behind fastest",
    "The ten groups that leave the largest share of what arrives unread, over five minutes: below 0% they catch up. Worry from 10% on; 100% stands still."
  ).without("nothing is written to what groups read")
  Table(
    key: [(.topic, "Topic")],
    columns: [
      .init(title: "Written", expression: allPartitions.written, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Kept", expression: allPartitions.kept, unit: .records),
      .init(title: "Partitions", expression: TopicFamilies.partitions.max(by: .topic)),
    ], limit: 10, opens: .topics
  ).panel("Hottest topics", "The ten topics that most records are written into. Worry when one is here that should not be.")
  Panel.timeSeries(
    "Written and read",
    "Records that are written into all topics, and that all groups together read. One record is read once by each group.",
    unit: .recordsPerSecond,
    [Query(allPartitions.written.sum(by: .cluster), "written"), Query(allGroups.readByTopic.sum(by: .cluster), "read by groups")]
  ).height(9)
}

private let lately = Section("The last while") {
  Panel.timeSeries(
    "Lag of groups", "Records that groups can still read: the eight groups whose lag was highest. Worry about a line that keeps rising.",
    unit: .records, [Query(allGroups.lag.peaks(8), by: .group)]
  ).width(24)
  Panel.timeSeries(
    "Partitions that are not healthy", "How many partitions are offline, refuse writes, or lack replicas. Worry when a line stays above 0.",
    unit: .partitions,
    [
      Query(ClusterFamilies.partitionsOffline.max(by: .cluster), "offline"),
      Query(ClusterFamilies.partitionsUnderMinInSync.max(by: .cluster), "under min ISR"),
      Query(ClusterFamilies.partitionsAtMinInSync.max(by: .cluster), "at min ISR"),
      Query(ClusterFamilies.partitionsUnderReplicated.max(by: .cluster), "under-replicated"),
    ]
  ).stepped().colour(.red, of: "offline").colour(.orange, of: "under min ISR").colour(.yellow, of: "at min ISR")
    .colour(.blue, of: "under-replicated")
  Panel.timeSeries(
    "Probe: from sending to reading",
    "What the probe's records took to be written to all in-sync replicas and read back: half of them, and 99 of 100. Worry when the upper line rises for good.",
    unit: .seconds,
    [
      Query(Series(ProbeFamilies.roundTripSeconds).quantile(0.99, by: .cluster), "p99"),
      Query(Series(ProbeFamilies.roundTripSeconds).quantile(0.5, by: .cluster), "p50"),
    ]
  ).without(ProbeMeasures.isOff)
}
