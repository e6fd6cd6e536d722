/// What is known of each partition.
package enum PartitionFamilies {
  package static let all = [
    logStartOffset, logEndOffset, lastStableOffset, leader, leaderIsPreferred, leaderEpoch, replicas, inSyncReplicas, offlineReplicas,
    offline,
    underReplicated, underMinInSync, atMinInSync,
  ]

  package static let logStartOffset = family(
    "topic_partition_log_start_offset", help: "Offset of the oldest record that is still there."
  ) { cluster, writer in
    let offsets = cluster.snapshot.partitions.logStart.offsets
    writer.partitions(of: cluster) { offsets[$0] >= 0 ? offsets[$0] : nil }
  }

  package static let logEndOffset = family(
    "topic_partition_log_end_offset", help: "Offset that the next record readable by everyone will have (the high watermark)."
  ) { cluster, writer in
    let offsets = cluster.snapshot.partitions.logEnd.offsets
    writer.partitions(of: cluster) { offsets[$0] >= 0 ? offsets[$0] : nil }
  }

  package static let lastStableOffset = family(
    "topic_partition_last_stable_offset", isDefault: false,
    help: "Offset up to which readers with isolation.level=read_committed get: below it, every transaction has ended."
  ) { cluster, writer in
    let offsets = cluster.snapshot.partitions.lastStable.offsets
    writer.partitions(of: cluster) { offsets[$0] >= 0 ? offsets[$0] : nil }
  }

  package static let leader = family(
    "topic_partition_leader", isDefault: false, help: "Id of the broker that leads the partition. Absent without a leader."
  ) { cluster, writer in
    let leaders = cluster.snapshot.partitions.leader
    writer.partitions(of: cluster) { leaders[$0] >= 0 ? Int64(leaders[$0]) : nil }
  }

  package static let leaderIsPreferred = family(
    "topic_partition_leader_is_preferred", isDefault: false,
    help: "Whether the first of the partition's replicas leads it. Absent without a leader."
  ) { cluster, writer in
    let leaders = cluster.snapshot.partitions.leader
    let preferred = cluster.snapshot.partitions.preferredLeader
    writer.partitions(of: cluster) { leaders[$0] >= 0 && preferred[$0] >= 0 ? (leaders[$0] == preferred[$0] ? 1 : 0) : nil }
  }

  package static let leaderEpoch = family(
    "topic_partition_leader_epoch", isDefault: false, help: "Times that the partition's leader was chosen."
  ) { cluster, writer in
    let epochs = cluster.snapshot.partitions.leaderEpoch
    writer.partitions(of: cluster) { epochs[$0] >= 0 ? Int64(epochs[$0]) : nil }
  }

  package static let replicas = family(
    "topic_partition_replicas", isDefault: false, help: "Replicas of the partition."
  ) { cluster, writer in
    let columns = cluster.snapshot.partitions
    writer.partitions(of: cluster) { columns.replicas[$0] > 0 ? Int64(columns.replicas[$0]) : nil }
  }

  package static let inSyncReplicas = family(
    "topic_partition_in_sync_replicas", isDefault: false, help: "Replicas of the partition that have all that was acknowledged."
  ) { cluster, writer in
    let columns = cluster.snapshot.partitions
    writer.partitions(of: cluster) { columns.replicas[$0] > 0 ? Int64(columns.inSyncReplicas[$0]) : nil }
  }

  package static let offlineReplicas = family(
    "topic_partition_offline_replicas", isDefault: false, help: "Replicas of the partition on brokers or disks that are not there."
  ) { cluster, writer in
    let columns = cluster.snapshot.partitions
    writer.partitions(of: cluster) { columns.replicas[$0] > 0 ? Int64(columns.offlineReplicas[$0]) : nil }
  }

  package static let offline = flag(
    "topic_partition_offline", .offline, help: "Whether the partition has no leader, and can be neither read nor written.")

  package static let underReplicated = flag(
    "topic_partition_under_replicated", .underReplicated, help: "Whether the partition has fewer in-sync replicas than replicas.")

  package static let underMinInSync = flag(
    "topic_partition_under_min_isr", .underMinInSync, judged: .minInSyncIsKnown,
    help: """
      Whether the partition has fewer in-sync replicas than min.insync.replicas, and refuses writes with acks=all. Absent where the setting is \
      unknown.
      """)

  package static let atMinInSync = flag(
    "topic_partition_at_min_isr", .atMinInSync, judged: .minInSyncIsKnown,
    help: """
      Whether the partition has exactly min.insync.replicas in-sync replicas, and more replicas than that: losing one more makes it refuse \
      writes with acks=all. Absent where the setting is unknown.
      """)

  private static func family(
    _ name: String, isDefault: Bool = true, help: String, write: @escaping @Sendable (ClusterPage, inout SeriesWriter) -> Void
  ) -> Family {
    Family(
      name, .gauge, labels: [.topic, .partition], level: .partition, isDefault: isDefault, help: help, source: .cluster(write))
  }

  private static func flag(
    _ name: String, _ flag: PartitionHealth.Flags, judged: PartitionHealth.Flags = .isKnown, help: String
  ) -> Family {
    Family(
      name, .gauge, labels: [.topic, .partition], level: .partition, isSparse: true, help: help,
      source: .cluster { cluster, writer in
        writer.partitions(of: cluster, where: flag, judged: judged)
      })
  }
}
