/// What `exporter lag` shows: a row for each partition that a group committed to or has assigned, then one for each member without a partition, as
/// kafka-consumer-groups has it. A group with neither has a row of its own.
package struct LagReport: Sendable, Equatable {
  /// Unknown values are nil.
  package struct Row: Sendable, Equatable {
    package var cluster: String?
    package var group: String
    package var type: String
    package var state: String?
    /// Nil in the row of a member without partitions, and of a group without anything.
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

  /// Sorted by group, topic and partition; members without one come last in their group.
  package let rows: [Row]

  package init(_ page: ClusterPage) {
    rows = page.snapshot.groups.flatMap { Self.rows(of: $0, in: page.snapshot, page.lag) }
  }

  /// What a poll could not read, a line each; empty when it read everything.
  ///
  /// Without brokers everything else is unknown as well: then the first reason is the only one.
  package static func complaints(about snapshot: ClusterSnapshot) -> [String] {
    let place = snapshot.name.map { "cluster \($0): " } ?? ""
    let failures = snapshot.collectors.compactMap { collector in collector.failure.map { "\(place)\(collector.name): \($0)" } }
    return snapshot.brokers == nil ? Array(failures.prefix(1)) : failures
  }

  private static func rows(of group: GroupFacts, in snapshot: ClusterSnapshot, _ lag: LagColumns) -> [Row] {
    let columns = snapshot.groupColumns
    let members = group.members ?? []
    let empty = Row(cluster: snapshot.name, group: group.id, type: group.type.rawValue, state: group.state)
    var rows: [Row] = []
    var hasPartition = [Bool](repeating: false, count: members.count)
    var commits = group.commits
    var assigned = group.assigned
    // Both slices are sorted by partition: a merge. A partition that a share group gave to several members has a row for each of them.
    while true {
      let committedNext = commits.first.map { columns.committedPartition[$0] }
      let assignedNext = assigned.first.map { columns.assignedPartition[$0] }
      guard let partition = [committedNext, assignedNext].compactMap(\.self).min() else { break }
      var entry = empty.of(partition, in: snapshot)
      if partition == committedNext {
        let row = commits.removeFirst()
        entry.committedOffset = columns.committedOffset[row]
        entry.lag = known(lag.lag[row])
        entry.lostRecords = known(lag.lostRecords[row])
      }
      guard partition == assignedNext else {
        rows.append(entry)
        continue
      }
      while let row = assigned.first, columns.assignedPartition[row] == partition {
        assigned.removeFirst()
        let member = Int(columns.assignedMember[row])
        if members.indices.contains(member) {
          entry.take(members[member])
          hasPartition[member] = true
        }
        rows.append(entry)
      }
    }
    for (member, isBusy) in zip(members, hasPartition) where !isBusy {
      var entry = empty
      entry.take(member)
      rows.append(entry)
    }
    return rows.isEmpty ? [empty] : rows
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
