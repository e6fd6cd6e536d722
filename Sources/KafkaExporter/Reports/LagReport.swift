/// What `exporter lag` shows: one row for each partition that a group committed to or has assigned.
package struct LagReport: Sendable, Equatable {
  /// Unknown values are nil.
  package struct Row: Sendable, Equatable {
    package var cluster: String?
    package var group: String
    package var type: String
    package var state: String?
    /// Nil for a group that has neither commits nor assignments.
    package var topic: String?
    package var partition: Int?
    package var committedOffset: Int64?
    package var logStartOffset: Int64?
    package var logEndOffset: Int64?
    /// Records that can still be read and were not; nil where an offset that it needs is unknown.
    package var lag: Int64?
    /// Records that were deleted before the group read them.
    package var lostRecords: Int64?
    package var memberID: String?
    package var clientID: String?
    package var host: String?
  }

  /// Sorted by group, topic and partition.
  package let rows: [Row]

  /// - Parameter wanted: ids of groups; all when empty.
  package init(_ page: ClusterPage, groups wanted: Set<String> = []) {
    let snapshot = page.snapshot
    rows = snapshot.groups.enumerated().flatMap { index, group -> [Row] in
      guard wanted.isEmpty || wanted.contains(group.id) else { return [] }
      return Self.rows(of: group, in: snapshot, page.lag)
    }
  }

  private static func rows(of group: GroupFacts, in snapshot: ClusterSnapshot, _ lag: LagColumns) -> [Row] {
    let columns = snapshot.groupColumns
    var empty = Row(cluster: snapshot.name, group: group.id, type: group.type.rawValue, state: group.state)
    var byPartition: [Int32: Row] = [:]
    for row in group.commits {
      let partition = columns.committedPartition[row]
      var entry = empty.of(partition, in: snapshot)
      entry.committedOffset = columns.committedOffset[row]
      entry.lag = known(lag.lag[row])
      entry.lostRecords = known(lag.lostRecords[row])
      byPartition[partition] = entry
    }
    for row in group.assigned {
      let partition = columns.assignedPartition[row]
      let member = Int(columns.assignedMember[row])
      var entry = byPartition[partition] ?? empty.of(partition, in: snapshot)
      if let members = group.members, members.indices.contains(member) { entry.take(members[member]) }
      byPartition[partition] = entry
    }
    if byPartition.isEmpty {
      if let member = group.members?.first, group.members?.count == 1 { empty.take(member) }
      return [empty]
    }
    return byPartition.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func known(_ value: Int64) -> Int64? {
    value == LagColumns.unknown ? nil : value
  }
}

extension LagReport.Row {
  fileprivate func of(_ index: Int32, in snapshot: ClusterSnapshot) -> Self {
    var row = self
    let topic = snapshot.layout.topics[Int(snapshot.layout.topicOfPartition[Int(index)])]
    row.topic = topic.name
    row.partition = Int(index) - topic.firstPartition
    let start = snapshot.partitions.logStart.offsets[Int(index)]
    let end = snapshot.partitions.logEnd.offsets[Int(index)]
    row.logStartOffset = start == OffsetColumn.unknown ? nil : start
    row.logEndOffset = end == OffsetColumn.unknown ? nil : end
    return row
  }

  fileprivate mutating func take(_ member: GroupMember) {
    memberID = member.memberID
    clientID = member.clientID
    host = member.host
  }
}
