/// What is known of one group between polls. Partitions are dense indices of the state's layout.
struct GroupRecord: Sendable {
  var type = GroupType.classic
  var protocolName = ""
  var state: String?
  var coordinator: Int32
  /// When its coordinator last listed it.
  var listed: Moment

  /// Sorted by the UTF-8 bytes of the member ids; nil when never described.
  var members: [GroupMember]?
  /// When it was last described; nil when it never was.
  var described: Moment?
  /// As in `GroupFacts`.
  var isAssignmentKnown = true
  /// As in `GroupFacts`.
  var isSubscriptionKnown = true
  /// Nil before the first description.
  var generation: GroupGeneration?
  /// Changes of the generation that were seen.
  var rebalances = 0
  /// Ascending; a share group's may repeat.
  var assignedPartition: [Int32] = []
  /// Index in `members`, for each assigned partition.
  var assignedMember: [Int32] = []
  /// Topic indices, ascending.
  var subscribedTopic: [Int32] = []

  /// Ascending, none twice; `committedOffset` has the same order.
  var committedPartition: [Int32] = []
  var committedOffset: [Int64] = []
  /// When the coordinator told the commits; nil when it never did.
  var committed: Moment?

  init(coordinator: Int32, listed: Moment) {
    self.coordinator = coordinator
    self.listed = listed
  }
}

/// What changes whenever a group rebalances.
enum GroupGeneration: Sendable, Equatable {
  /// The group epoch that the coordinator counts.
  case epoch(Int32)
  /// A classic group's description has no generation. But most rebalances bring or take a member, and then its member ids are others; the value is
  /// their hash.
  case members(Int)
}
