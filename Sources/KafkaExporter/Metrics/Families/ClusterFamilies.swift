/// What is known of a cluster as a whole.
package enum ClusterFamilies {
  package static let all = [
    info, brokers, controller, partitionsOffline, partitionsUnderReplicated, partitionsUnderMinInSync, partitionsAtMinInSync,
    partitionsMinInSyncUnknown, partitionsNotPreferred,
  ]

  package static let info = Family(
    "cluster_info", .info, labels: [.clusterID], level: .cluster,
    help: "The cluster's own id.",
    source: .cluster { cluster, writer in
      guard let id = cluster.snapshot.clusterID else { return }
      writer.series()
      writer.label(.clusterID, id)
      writer.value(1 as Int64)
    })

  package static let brokers = Family(
    "cluster_brokers", .gauge, level: .cluster,
    help: "Brokers registered in the cluster's metadata.",
    source: .cluster { cluster, writer in
      guard let brokers = cluster.snapshot.brokers else { return }
      writer.series()
      writer.value(Int64(brokers.count { $0.isRegistered }))
    })

  package static let controller = Family(
    "cluster_controller_broker_id", .gauge, level: .cluster,
    help: "Id of the controller: the leader of the KRaft quorum, or the broker that was elected through ZooKeeper. Absent without one.",
    source: .cluster { cluster, writer in
      guard let controller = cluster.snapshot.controller else { return }
      writer.series()
      writer.value(Int64(controller))
    })

  package static let partitionsOffline = partitionCount(
    "cluster_partitions_offline", \.offline, help: "Partitions without a leader: they can be neither read nor written.")

  package static let partitionsUnderReplicated = partitionCount(
    "cluster_partitions_under_replicated", \.underReplicated, help: "Partitions with fewer in-sync replicas than replicas.")

  package static let partitionsUnderMinInSync = partitionCount(
    "cluster_partitions_under_min_isr", \.underMinInSync,
    help: "Partitions with fewer in-sync replicas than min.insync.replicas: they refuse writes with acks=all.")

  package static let partitionsAtMinInSync = partitionCount(
    "cluster_partitions_at_min_isr", \.atMinInSync,
    help: """
      Partitions with exactly min.insync.replicas in-sync replicas, and more replicas than that: losing one more makes them refuse writes \
      with acks=all.
      """)

  package static let partitionsMinInSyncUnknown = partitionCount(
    "cluster_partitions_min_isr_unknown", \.minInSyncUnknown,
    help: "Partitions that are in neither min_isr count because their topic's min.insync.replicas could not be read.")

  package static let partitionsNotPreferred = partitionCount(
    "cluster_partitions_not_preferred", \.notPreferred,
    help: "Partitions led by another broker than the first of their replicas.")

  private static func partitionCount(
    _ name: String, _ count: any KeyPath<PartitionHealth, Int> & Sendable, help: String
  ) -> Family {
    Family(
      name, .gauge, level: .cluster, help: help,
      source: .cluster { cluster, writer in
        guard cluster.snapshot.hasTopics else { return }
        writer.series()
        writer.value(Int64(cluster.health[keyPath: count]))
      })
  }
}
