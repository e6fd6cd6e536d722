/// What a snapshot's offsets say of its groups: derived in one pass, immutable as the snapshot itself.
package struct LagColumns: Sendable, Equatable {
  /// Marks a row that can't be judged, because an offset it needs is not known.
  package static let unknown: Int64 = -1

  /// For each row of `GroupColumns.committedPartition`: records that the group can still read, `logEnd - max(committed, logStart)`.
  package var lag: [Int64] = []
  /// For each row of `GroupColumns.committedPartition`: records deleted before the group read them, `logStart - committed`, at least 0.
  package var lostRecords: [Int64] = []
  /// All groups' topics: a group's are one slice (`GroupLag.topics`), sorted by topic index.
  package var topics: [GroupTopicLag] = []
  /// One for each group of the snapshot, in its order.
  package var groups: [GroupLag] = []
}

/// A topic in the eyes of a group that commits to it, subscribes to it, or has partitions of it assigned.
package struct GroupTopicLag: Sendable, Equatable {
  /// Topic index in the layout.
  package var topic: Int
  /// The group's commit rows of this topic.
  package var commits: Range<Int>
  /// Sum of the known lags; nil where no partition's lag is known.
  package var lag: Int64?
  /// Committed partitions whose lag is not known, and so not in the sum.
  package var unknownPartitions = 0
  /// Sum of the committed offsets; nil where nothing is committed.
  package var committedOffsets: Int64?
  /// Partitions that some member has; nil where the topic is neither subscribed nor assigned, or the members are not known.
  package var assigned: Int?
  /// Partitions of a subscribed topic that no member has; nil where that can't be told.
  package var unassigned: Int?
  /// Committed partitions, when the group's members read other topics but not this one; nil where that can't be told.
  package var orphaned: Int?
  /// Partitions that the group reads and has no commit for; nil where that can't be told.
  ///
  /// With members these are the assigned partitions without a commit. Without members they are the partitions, without a commit, of the topics
  /// that the group commits to: what `auto.offset.reset` will decide about when a reader comes back.
  package var uncommitted: Int?
}

/// A group's sums over all it committed.
package struct GroupLag: Sendable, Equatable {
  /// This group's slice of `LagColumns.topics`.
  package var topics: Range<Int>
  /// Sum of the known lags; nil where none is known. One unreachable broker must not blank it, so unknown partitions are counted beside it.
  package var lag: Int64?
  /// The largest known lag of a partition; nil where none is known.
  package var maximum: Int64?
  /// Committed partitions whose lag is not known, and so not in the sum.
  package var unknownPartitions = 0
  /// Members without a partition; nil where the assignment is not known.
  package var idleMembers: Int?
}
