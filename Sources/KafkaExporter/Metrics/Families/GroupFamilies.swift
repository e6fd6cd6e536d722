/// What is known of each group as a whole.
package enum GroupFamilies {
  package static let all = [info, state, members, idleMembers, lag, lagMax, rebalances, memberInfo]

  package static let info = Family(
    "group_info", .info, labels: [.group, .type, .assignor, .coordinator], level: .group,
    help: "A group's type (classic, consumer, share, streams), its assignor, and the id of the broker that coordinates it.",
    source: .cluster { cluster, writer in
      for (index, group) in cluster.snapshot.groups.enumerated() {
        writer.series()
        writer.label(cluster.groupLabels[index])
        writer.label(.type, group.type.rawValue)
        writer.label(.assignor, group.protocolName)
        if let coordinator = group.coordinator { writer.label(.coordinator, Int(coordinator)) } else { writer.label(.coordinator, "") }
        writer.value(1 as Int64)
      }
    })

  package static let state = Family(
    "group_state", .gauge, labels: [.group, .state], level: .group,
    help: "1 for the state that the group is in; only that series.",
    source: .cluster { cluster, writer in
      for (index, group) in cluster.snapshot.groups.enumerated() {
        guard let state = group.state else { continue }
        writer.series()
        writer.label(cluster.groupLabels[index])
        writer.label(.state, state)
        writer.value(1 as Int64)
      }
    })

  package static let members = family("group_members", help: "Members of the group.") { group, _ in
    group.members.map { Int64($0.count) }
  }

  package static let idleMembers = family(
    "group_idle_members",
    help: "Members of the group without a partition. Absent while a classic group rebalances, when nobody is told the assignment."
  ) { _, lag in
    lag.idleMembers.map { Int64($0) }
  }

  package static let lag = family(
    "group_lag", unit: .records,
    help: """
      Records that the group can still read in all partitions it committed to. Partitions whose lag is unknown are not in it \
      (the family group_lag_unknown_partitions counts them).
      """
  ) { _, lag in
    lag.lag
  }

  package static let lagMax = family(
    "group_lag_max", unit: .records, help: "The largest lag of a partition of the group."
  ) { _, lag in
    lag.maximum
  }

  package static let rebalances = family(
    "group_rebalances_total", .counter, help: "Rebalances of the group seen between polls, since the exporter started."
  ) { group, _ in
    Int64(group.rebalances)
  }

  package static let memberInfo = Family(
    "group_member_info", .info, labels: [.group, .member, .clientID, .host, .instance], level: .member, isDefault: false,
    help: "A member of a group: its client id, its address, and its group.instance.id where it is a static member.",
    source: .cluster { cluster, writer in
      for (index, group) in cluster.snapshot.groups.enumerated() {
        for member in group.members ?? [] {
          writer.series()
          writer.label(cluster.groupLabels[index])
          writer.label(.member, member.memberID)
          writer.label(.clientID, member.clientID)
          writer.label(.host, member.host)
          writer.label(.instance, member.instanceID ?? "")
          writer.value(1 as Int64)
        }
      }
    })

  private static func family(
    _ name: String, _ kind: Family.Kind = .gauge, unit: Family.Unit? = nil, help: String,
    value: @escaping @Sendable (GroupFacts, GroupLag) -> Int64?
  ) -> Family {
    Family(
      name, kind, unit: unit, labels: [.group], level: .group, help: help,
      source: .cluster { cluster, writer in writer.groups(of: cluster, value) })
  }
}
