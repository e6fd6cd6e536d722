import KafkaExporter

extension Dashboard {
  /// Which groups keep up, and which do not.
  static let groups = Dashboard(
    uid: "kafka-groups", title: "Kafka consumer groups",
    description: "Which groups keep up with what is written, which don't, and when they will have.",
    variables: [.several(.group, in: Series(GroupFamilies.info), "Group", "One group, several, or all.")],
    annotations: [.brokerDown, .topicRecreated],
    sections: [figures, lag, work, membership])
}

private let chosen = GroupMeasures(.group)
/// Those of which it is worth to know how fast they read.
private let worst = GroupMeasures(.group).furthestBehind(10)
private let known = GroupMeasures(.group).series(GroupFamilies.info).max(by: .group)

private let figures = Section {
  Panel.figure("Groups", "Groups that are chosen, of all types.", known.number).width(3)
  Panel.figure("Members", "Members of the groups that are chosen.", chosen.series(GroupFamilies.members).max(by: .group).total).width(3)
  Panel.figure("Total lag", "Records that the chosen groups can still read.", unit: .records, chosen.lag.total).width(3)
  Panel.figure("Read", "Records per second that the chosen groups read, by their commits.", unit: .recordsPerSecond, chosen.read.total)
    .width(3)
  Panel.stat(
    "Falling behind", "Groups that left more than a tenth of what arrived in the last five minutes unread. Worry when it stays.",
    chosen.fallingBehind.number.orZero(where: known.total)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Lag without members",
    "Groups that have records to read, no member, and nobody who commits for them. Worry when one should be running; delete those that nobody needs.",
    chosen.lag.above(0).unless(chosen.withMembers).unless(chosen.read.above(0)).number.orZero(where: known.total)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Partitions unassigned",
    "Partitions that members subscribe to and none has: nobody reads them. Normal for seconds during a rebalance; worry when it stays.",
    chosen.number(of: GroupTopicFamilies.unassignedPartitions)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Deleted unread", "Records that were deleted before the group read them: they are lost to it. Worry at 1, if the group still matters.",
    chosen.deletedUnread.total.orZero(where: known.total)
  ).colours(.anyIs(.red)).width(3)
}

private let lag = Section("Who is behind") {
  Table(
    key: [(.group, "Group")],
    columns: [
      .init(title: "Lag", expression: chosen.lag, unit: .records),
      .init(title: "Rising by", expression: chosen.lagTrend, unit: .recordsPerSecond, decimals: 1),
      .init(
        title: "Left unread", expression: chosen.shareLeftUnread, unit: .share, thresholds: .rising(orange: 0.1, red: 0.5), decimals: 0,
        noValue: "nothing arrives"),
      .init(title: "Behind", expression: chosen.secondsBehind, unit: .seconds, noValue: "nothing arrives"),
      .init(title: "Caught up in", expression: chosen.secondsToCatchUp, unit: .seconds, noValue: "no nearer"),
      .init(title: "Arriving", expression: chosen.arriving(over: .trend), unit: .recordsPerSecond, decimals: 1),
      .init(title: "Reading", expression: chosen.read, unit: .recordsPerSecond, decimals: 1),
      .init(title: "Members", expression: chosen.series(GroupFamilies.members).max(by: .group)),
      .init(title: "State", expression: chosen.state, names: GroupState.names),
      .init(title: "Deleted unread", expression: chosen.deletedUnread, unit: .records, thresholds: .anyIs(.red)),
      .init(
        title: "Identity", expression: chosen.series(GroupFamilies.info).max(by: .group, .type, .assignor, .coordinator),
        shows: [(.type, "Type"), (.assignor, "Assignor"), (.coordinator, "Coordinator")]),
    ], limit: 50, opens: .group
  ).panel(
    "Groups, the furthest behind first",
    "Up to fifty of the groups that are chosen. 'Behind' is how long it took to write what is not read; 'caught up in' is when nothing will be left, if its lag goes on falling. Worry about red ones."
  ).width(24).height(11)
  Panel.timeSeries(
    "Lag", "Records that a group can still read, the ten groups whose lag was highest. Worry about a line that keeps rising.",
    unit: .records,
    [Query(chosen.lag.peaks(10), by: .group)])
  Panel.timeSeries(
    "Behind",
    "How long it took, at the rate of the last minutes, to write what these ten groups have not read. Worry when it nears the topic's retention.",
    unit: .seconds, [Query(worst.secondsBehind, by: .group)])
}

private let work = Section("In against out: the ten groups with members whose lag was highest") {
  Panel.timeSeries(
    "Arriving", "Records per second that are written into the topics a group reads.", unit: .recordsPerSecond,
    [Query(worst.arriving(), by: .group)])
  Panel.timeSeries(
    "Read by group",
    "Records per second that a group reads, by its commits. Worry when it falls to 0 while records arrive. A group that is rewound has a gap, not a burst.",
    unit: .recordsPerSecond, [Query(worst.read, by: .group)])
  Panel.timeSeries(
    "Share left unread",
    "The share of arriving records that a group does not read, over five minutes: 0 keeps up, below 0 catches up, 1 stands still. Worry above the line.",
    unit: .share, [Query(worst.shareLeftUnread, by: .group)]
  ).zoomed().limits(.rising(orange: 0.1, red: 0.5))
  Panel.timeSeries(
    "Caught up in",
    "When the lag is gone if it goes on falling as it does. A group that does not get nearer has no line: worry about those that have a lag and no line.",
    unit: .seconds, [Query(chosen.secondsToCatchUp.peaks(10), by: .group)]
  ).logarithmic().emptyWhenHealthy("no group has a lag that falls")
}

private let membership = Section("Members") {
  Panel.timeline(
    "State",
    "The states of up to twenty groups with the most lag. Worry about a group that keeps rebalancing, or is empty and should not be.",
    Query(chosen.state.and(chosen.lag.highestPeaks(20)), by: .group), GroupState.names)
  Panel.timeSeries(
    "Rebalances",
    "Rebalances per five minutes that were seen between polls, the ten groups with the most. Worry when they do not end: meanwhile nothing is read.",
    unit: .number, [Query(chosen.series(GroupFamilies.rebalances).increase(over: .trend).max(by: .group).peaks(10), by: .group)])
  Panel.timeSeries(
    "Members by group", "Members, the ten groups with the most. Worry when a line falls: the others have to do its work.", unit: .number,
    [Query(chosen.series(GroupFamilies.members).max(by: .group).peaks(10), by: .group)]
  ).stepped()
  Panel.timeSeries(
    "Members without a partition",
    "Members that have nothing to do, the ten groups with the most. More members than partitions is waste, unless they are there to take over.",
    unit: .number, [Query(chosen.series(GroupFamilies.idleMembers).max(by: .group).peaks(10), by: .group)]
  ).stepped()
  Panel.timeSeries(
    "Partitions that nobody reads",
    "Unassigned: subscribed to, and no member has them. Orphaned: committed once, and no longer subscribed to, so that their lag only grows. Worry when one stays above 0.",
    unit: .partitions,
    [
      Query(chosen.number(of: GroupTopicFamilies.unassignedPartitions), "unassigned"),
      Query(chosen.number(of: GroupTopicFamilies.orphanedPartitions), "orphaned"),
    ]
  ).stepped()
  Panel.timeSeries(
    "Partitions without a lag",
    "Uncommitted: the group has no committed offset for them. Unknown: their log could not be read. Neither is in any lag shown here. Worry when one stays above 0.",
    unit: .partitions,
    [
      Query(
        chosen.number(of: GroupTopicFamilies.uncommittedPartitions), "uncommitted"),
      Query(chosen.number(of: GroupTopicFamilies.lagUnknownPartitions), "unknown"),
    ]
  ).stepped()
}
