/// The kind of a group (KIP-848, KIP-932, KIP-1071). An open set: a broker may know types that this code does not.
package struct GroupType: RawRepresentable, Hashable, Sendable {
  /// Lower case, as it stands in labels: `classic`, `consumer`, `share`, `streams`.
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package static let classic = GroupType(rawValue: "classic")
  package static let consumer = GroupType(rawValue: "consumer")
  package static let share = GroupType(rawValue: "share")
  package static let streams = GroupType(rawValue: "streams")
}

/// A member of a group, as DescribeGroups and ConsumerGroupDescribe tell it.
package struct GroupMember: Sendable, Equatable {
  package var memberID: String
  package var clientID: String
  package var host: String
  /// group.instance.id of a static member.
  package var instanceID: String?
  package var assignedPartitions: Int

  package init(memberID: String, clientID: String, host: String, instanceID: String? = nil, assignedPartitions: Int = 0) {
    self.memberID = memberID
    self.clientID = clientID
    self.host = host
    self.instanceID = instanceID
    self.assignedPartitions = assignedPartitions
  }
}

/// A group and its slices of the snapshot's flat group columns.
package struct GroupFacts: Sendable, Equatable {
  package var id: String
  package var type: GroupType
  /// The assignor of a classic group (`range`), or the server assignor (`uniform`); empty when there is none.
  package var protocolName: String
  /// As Kafka spells it: `Stable`, `Empty`, `PreparingRebalance`, `CompletingRebalance`, `Assigning`, `Reconciling`, `Dead`; nil when not known.
  package var state: String?
  /// Broker id of the coordinator.
  package var coordinator: Int32?
  /// Sorted by the UTF-8 bytes of the member ids; nil when the description failed, or is too old.
  package var members: [GroupMember]?
  /// Rebalances seen between polls since the exporter started.
  package var rebalances: Int
  /// This group's rows in `GroupColumns.committedPartition`.
  package var commits: Range<Int>
  /// Whether `commits` is what the coordinator said, and not too old. False: nothing is known of the group's offsets.
  package var hasCommits: Bool
  /// This group's rows in `GroupColumns.assignedPartition`.
  package var assigned: Range<Int>
  /// This group's rows in `GroupColumns.subscribedTopic`.
  package var subscribed: Range<Int>
  /// Whether `assigned` is all there is. False where a member's assignment is written in a form that only its own kind of client reads.
  package var isAssignmentKnown = true
  /// Whether `subscribed` is all there is. False where a member subscribes by a pattern that the broker alone resolves (KIP-848), or in a form that
  /// only its own kind of client reads.
  package var isSubscriptionKnown = true

  package init(
    id: String, type: GroupType = .classic, protocolName: String = "", state: String? = nil, coordinator: Int32? = nil,
    members: [GroupMember]? = nil, rebalances: Int = 0, commits: Range<Int> = 0..<0, hasCommits: Bool = false,
    assigned: Range<Int> = 0..<0, subscribed: Range<Int> = 0..<0
  ) {
    self.id = id
    self.type = type
    self.protocolName = protocolName
    self.state = state
    self.coordinator = coordinator
    self.members = members
    self.rebalances = rebalances
    self.commits = commits
    self.hasCommits = hasCommits
    self.assigned = assigned
    self.subscribed = subscribed
  }
}

/// What all groups committed and were assigned, as flat arrays; a group's rows are one slice, sorted by partition index.
package struct GroupColumns: Sendable, Equatable {
  /// Dense partition index of each commit; no partition twice in a group's slice.
  package var committedPartition: [Int32] = []
  /// Never negative: a partition without a commit has no row.
  package var committedOffset: [Int64] = []
  /// Dense partition index of each assignment; a share group's may repeat, once for each member.
  package var assignedPartition: [Int32] = []
  /// Index in the group's `members` of the member that has it.
  package var assignedMember: [Int32] = []
  /// Topic indices that a group's members subscribe to, sorted.
  package var subscribedTopic: [Int32] = []

  package init() {}
}
