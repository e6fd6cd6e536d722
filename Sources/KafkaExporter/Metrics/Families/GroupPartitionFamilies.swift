/// What is known of a group's reading of each partition.
package enum GroupPartitionFamilies {
  package static let all = [lag, committedOffset, lostRecords]

  package static let lag = family(
    "group_partition_lag", unit: .records,
    help:
      "Records of the partition that the group can still read: from its committed offset, or the log's start where that is later, to the end."
  ) { cluster, writer in
    let lag = cluster.lag.lag
    writer.groupPartitions(of: cluster) { lag[$0] == LagColumns.unknown ? nil : lag[$0] }
  }

  package static let committedOffset = family(
    "group_partition_committed_offset", isDefault: false, help: "Offset that the group committed: the next record it will read."
  ) { cluster, writer in
    let offsets = cluster.snapshot.groupColumns.committedOffset
    writer.groupPartitions(of: cluster) { offsets[$0] >= 0 ? offsets[$0] : nil }
  }

  package static let lostRecords = family(
    "group_partition_lost_records", unit: .records,
    help: "Records deleted before the group read them: from its committed offset to the log's start. Only where above 0."
  ) { cluster, writer in
    let lost = cluster.lag.lostRecords
    writer.groupPartitions(of: cluster) { lost[$0] > 0 ? lost[$0] : nil }
  }

  private static func family(
    _ name: String, unit: Family.Unit? = nil, isDefault: Bool = true, help: String,
    write: @escaping @Sendable (ClusterPage, inout SeriesWriter) -> Void
  ) -> Family {
    Family(
      name, .gauge, unit: unit, labels: [.group, .topic, .partition], level: .partition, isDefault: isDefault, help: help,
      source: .cluster(write))
  }
}
