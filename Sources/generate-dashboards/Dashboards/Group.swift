import KafkaExporter

extension Dashboard {
  /// One group: where it is behind, since when, and until when.
  static let group = Dashboard(
    uid: "kafka-group", title: "Kafka: one group",
    description: "Where this group is behind, since when, and until when.",
    variables: [
      .one(.group, in: Series(GroupFamilies.info), "Group", "The group."),
      .several(.topic, in: Series(GroupTopicFamilies.lag).chosen([.group]), "Topic", "Topics that the group reads."),
    ],
    annotations: [.brokerDown, .topicRecreated],
    sections: [figures, work, partitions, members])
}

private let chosen = GroupMeasures(.group)
private let topics = GroupMeasures(.group, .topic)

private let figures = Section {
  Panel.stat("State", "The group's state. Worry when it keeps rebalancing, or is empty and should not be.", chosen.state.highest)
    .names(GroupState.names).width(3)
  Panel.figure("Members", "Members of the group now.", chosen.series(GroupFamilies.members).max(by: .group).total).width(3)
  Panel.figure("Total lag", "Records that the group can still read.", unit: .records, chosen.lag.total).width(3)
  Panel.figure(
    "Behind",
    "How long it took, at the rate of the last minutes, to write what the group has not read. Worry when it nears the topics' retention.",
    unit: .seconds, chosen.secondsBehind.highest
  ).width(3).without("nothing arrives")
  Panel.stat(
    "Left unread",
    "The share of what arrived in the last five minutes that the group did not read. Below 0 it catches up; worry from 10% on.",
    unit: .share, chosen.shareLeftUnread.highest
  ).colours(.rising(orange: 0.1, red: 0.5)).decimals(0).width(3).without("nothing arrives")
  Panel.figure(
    "Caught up in", "When the lag is gone if it goes on falling as in the last five minutes. Worry when there is a lag and no time here.",
    unit: .seconds, chosen.secondsToCatchUp.highest
  ).width(3).emptyWhenHealthy("does not get nearer")
  Panel.stat(
    "Deleted unread", "Records that were deleted before the group read them: they are lost to it. Worry at 1.",
    chosen.deletedUnread.total.orZero(where: chosen.series(GroupFamilies.info).max(by: .group).total)
  ).colours(.anyIs(.red)).width(3)
  Panel.figure(
    "Coordinator", "The broker that coordinates the group. When it hangs, so does the group.",
    chosen.series(GroupFamilies.info).max(by: .group, .type, .assignor, .coordinator), legend: "broker {{coordinator}}"
  ).showingNames().width(3)
}

private let work = Section("By topic") {
  Panel.timeSeries(
    "In against out",
    "Records per second that are written into the group's topics, and that it reads, by its commits. Worry when the first stays above the second.",
    unit: .recordsPerSecond,
    [
      Query(topics.arrivingByTopic().sum(by: .group), "written"),
      Query(topics.readByTopic.sum(by: .group), "read"),
    ])
  Panel.timeSeries(
    "Lag by topic", "Records that the group can still read, up to fifteen topics. Worry about a line that keeps rising.", unit: .records,
    [Query(topics.topicLag.peaks(15), by: .topic)]
  ).stacked()
  Panel.timeSeries(
    "Lag, and where it goes",
    "The lag, and what it will be in five minutes if it goes on as in the five before. Worry when the second is above the first and rises.",
    unit: .records,
    [
      Query(chosen.lag, "now"),
      Query(chosen.series(GroupFamilies.lag).predicted(in: 300).max(by: .group).clamped(from: 0), "in five minutes"),
    ])
  Table(
    key: [(.topic, "Topic")],
    columns: [
      .init(title: "Lag", expression: topics.topicLag, unit: .records),
      .init(
        title: "Rising by", expression: topics.series(GroupTopicFamilies.lag).trend().max(by: .group, .topic), unit: .recordsPerSecond,
        decimals: 1),
      .init(title: "Written", expression: topics.arrivingByTopic(), unit: .recordsPerSecond, decimals: 1),
      .init(title: "Read", expression: topics.readByTopic, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Assigned", expression: topics.series(GroupTopicFamilies.assignedPartitions).max(by: .group, .topic)),
      .init(
        title: "Unassigned", expression: topics.partitions(GroupTopicFamilies.unassignedPartitions),
        thresholds: .anyIs(.orange)),
      .init(
        title: "Orphaned", expression: topics.partitions(GroupTopicFamilies.orphanedPartitions),
        thresholds: .anyIs(.orange)),
      .init(title: "Uncommitted", expression: topics.partitions(GroupTopicFamilies.uncommittedPartitions)),
    ], limit: 50, opens: .topics
  ).panel(
    "Topics of the group",
    "Up to fifty topics, the one furthest behind first; partitions that are unassigned or orphaned have no reader. Worry about those."
  ).height(8)
}

private let partitions = Section("By partition") {
  Panel.bars(
    "Lag by partition",
    "Records that can still be read, the thirty partitions with the most. Worry when one is far longer than the others: it is stuck, or its key is too frequent.",
    unit: .records, Query(lagByPartition.top(30), "{{topic}} {{partition}}")
  ).height(11)
  Panel.cells(
    "Lag by partition over time",
    "A row for each of the forty partitions that were furthest behind, the redder the more. Worry about a row that only gets redder.",
    unit: .records, Query(lagByPartition.peaks(40), "{{topic}} {{partition}}")
  ).height(11)
  Panel.timeSeries(
    "Largest lag of a partition",
    "The lag of the partition that is furthest behind. Worry when it makes up most of the group's lag: more members will not help then.",
    unit: .records,
    [Query(chosen.series(GroupFamilies.lagMax).max(by: .group), "largest"), Query(chosen.lag, "of the group")])
  Panel.timeSeries(
    "Deleted unread by partition",
    "Records between the committed offset and the log's beginning: retention was faster than the group. Worry about any.", unit: .records,
    [
      Query(
        topics.series(GroupPartitionFamilies.lostRecords).max(by: .group, .topic, .partition).peaks(20), "{{topic}} {{partition}}")
    ]
  ).emptyWhenHealthy("none: nothing was deleted unread")
}

private let lagByPartition = topics.series(GroupPartitionFamilies.lag).max(by: .group, .topic, .partition)

private let members = Section("Members over time") {
  Panel.timeline(
    "State over time", "The group's states. Worry about one that keeps changing.", Query(chosen.state, by: .group), GroupState.names
  ).height(6)
  Panel.timeSeries(
    "Rebalances", "Rebalances per five minutes that were seen between polls. Worry when they do not end.", unit: .number,
    [Query(chosen.series(GroupFamilies.rebalances).increase(over: .trend).max(by: .group), "rebalances")]
  ).height(6)
  Panel.timeSeries(
    "Members and those without work", "Members, and those of them without a partition. Worry when the first falls.", unit: .number,
    [
      Query(chosen.series(GroupFamilies.members).max(by: .group), "members"),
      Query(chosen.series(GroupFamilies.idleMembers).max(by: .group), "without a partition"),
    ]
  ).stepped().height(6)
  Panel.timeSeries(
    "Assigned partitions by topic",
    "Partitions that members have, up to fifteen topics. Worry when it falls below the topic's partitions for long.",
    unit: .partitions, [Query(topics.series(GroupTopicFamilies.assignedPartitions).max(by: .group, .topic).peaks(15), by: .topic)]
  ).stepped().height(6)
}
