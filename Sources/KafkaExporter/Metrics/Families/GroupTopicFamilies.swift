/// What is known of a group's reading of each topic.
package enum GroupTopicFamilies {
  package static let all = [
    lag, lagUnknownPartitions, committedOffsetSum, assignedPartitions, unassignedPartitions, orphanedPartitions, uncommittedPartitions,
  ]

  package static let lag = family(
    "group_topic_lag", unit: .records,
    help: "Records of the topic that the group can still read, in all partitions whose lag is known."
  ) { $0.lag }

  package static let lagUnknownPartitions = family(
    "group_lag_unknown_partitions",
    help: """
      Partitions that the group committed to and whose lag is unknown, because an offset of the log could not be read: they are not in the lag \
      of the topic and the group. Only where above 0.
      """
  ) { aboveZero($0.unknownPartitions) }

  package static let committedOffsetSum = family(
    "group_topic_committed_offset_sum",
    help: "Sum of the offsets that the group committed in the topic; rate() of it is the records read per second."
  ) { $0.committedOffsets }

  package static let assignedPartitions = family(
    "group_assigned_partitions", help: "Partitions of the topic that some member of the group has."
  ) { $0.assigned.map { Int64($0) } }

  package static let unassignedPartitions = family(
    "group_unassigned_partitions",
    help: "Partitions of a topic that the group's members subscribe to and that none of them has. Only where above 0."
  ) { aboveZero($0.unassigned) }

  package static let orphanedPartitions = family(
    "group_orphaned_partitions",
    help: """
      Partitions that the group committed to, of a topic that its members no longer subscribe to: their lag only grows. Only where above 0, and \
      only while the group has members.
      """
  ) { aboveZero($0.orphaned) }

  package static let uncommittedPartitions = family(
    "group_uncommitted_partitions",
    help: """
      Partitions that the group has no committed offset for: of those assigned to its members, or, in a group without members, of the topics \
      that it committed to. Only where above 0.
      """
  ) { aboveZero($0.uncommitted) }

  private static func aboveZero(_ count: Int?) -> Int64? {
    count.flatMap { $0 > 0 ? Int64($0) : nil }
  }

  private static func family(
    _ name: String, unit: Family.Unit? = nil, help: String, value: @escaping @Sendable (GroupTopicLag) -> Int64?
  ) -> Family {
    Family(
      name, .gauge, unit: unit, labels: [.group, .topic], level: .groupTopic, help: help,
      source: .cluster { cluster, writer in writer.groupTopics(of: cluster, value) })
  }
}
