extension LagColumns {
  /// Judges every commit of a snapshot: one pass over its rows, nothing hashed, nothing allocated for a row.
  package init(of snapshot: ClusterSnapshot) {
    let columns = snapshot.groupColumns
    let rows = columns.committedPartition.count
    lag.reserveCapacity(rows)
    lostRecords.reserveCapacity(rows)
    groups.reserveCapacity(snapshot.groups.count)
    judgeRows(of: snapshot)
    for group in snapshot.groups {
      let first = topics.count
      var walk = GroupTopics(of: group, in: columns, layout: snapshot.layout)
      var sum = GroupLag(topics: first..<first)
      while let topic = walk.next() {
        let judged = judge(topic, of: group, in: snapshot)
        sum.add(judged, rows: lag)
        topics.append(judged)
      }
      sum.topics = first..<topics.count
      sum.idleMembers = group.knownAssignment.map { members in members.count { $0.assignedPartitions == 0 } }
      groups.append(sum)
    }
  }

  /// Records between what a group committed and the log's end, of those that are still there; never negative.
  package static func consumable(logStart: Int64, logEnd: Int64, committed: Int64) -> Int64 {
    guard logStart >= 0, logEnd >= 0, committed >= 0 else { return unknown }
    return max(0, logEnd - max(committed, logStart))
  }

  /// Records that were deleted before the group read them; never negative.
  package static func lost(logStart: Int64, committed: Int64) -> Int64 {
    guard logStart >= 0, committed >= 0 else { return unknown }
    return max(0, logStart - committed)
  }

  private mutating func judgeRows(of snapshot: ClusterSnapshot) {
    let partitions = snapshot.groupColumns.committedPartition.span
    let committed = snapshot.groupColumns.committedOffset.span
    let starts = snapshot.partitions.logStart.offsets.span
    let ends = snapshot.partitions.logEnd.offsets.span
    for row in partitions.indices {
      let partition = Int(partitions[row])
      lag.append(Self.consumable(logStart: starts[partition], logEnd: ends[partition], committed: committed[row]))
      lostRecords.append(Self.lost(logStart: starts[partition], committed: committed[row]))
    }
  }

  private func judge(_ found: GroupTopics.Topic, of group: GroupFacts, in snapshot: ClusterSnapshot) -> GroupTopicLag {
    var result = GroupTopicLag(topic: found.index, commits: found.commits)
    for row in found.commits {
      let committed = snapshot.groupColumns.committedOffset[row]
      result.committedOffsets = saturatingSum(result.committedOffsets, max(0, committed))
      if lag[row] == Self.unknown {
        result.unknownPartitions += 1
      } else {
        result.lag = saturatingSum(result.lag, lag[row])
      }
    }
    guard let members = group.members else { return result }
    let partitions = snapshot.layout.topics[found.index].partitionCount
    if members.isEmpty {
      if !found.commits.isEmpty { result.uncommitted = max(0, partitions - found.commits.count) }
      return result
    }
    let assignment = AssignedPartitions(found, in: snapshot.groupColumns)
    if group.hasCommits, group.isAssignmentKnown { result.uncommitted = assignment.uncommitted }
    if found.isSubscribed || assignment.count > 0 {
      result.assigned = group.isAssignmentKnown ? assignment.count : nil
      result.unassigned = found.isSubscribed && group.knownAssignment != nil ? max(0, partitions - assignment.count) : nil
    } else if group.isSubscriptionKnown, !(group.subscribed.isEmpty && group.assigned.isEmpty) {
      result.orphaned = found.commits.count
    }
    return result
  }
}

extension GroupLag {
  fileprivate mutating func add(_ topic: GroupTopicLag, rows: [Int64]) {
    unknownPartitions += topic.unknownPartitions
    guard let known = topic.lag else { return }
    lag = saturatingSum(lag, known)
    for row in topic.commits where rows[row] != LagColumns.unknown {
      maximum = max(maximum ?? 0, rows[row])
    }
  }
}

extension GroupFacts {
  /// The members where their assignments are told: a broker hands out those of a classic group only while the group is stable.
  fileprivate var knownAssignment: [GroupMember]? {
    guard isAssignmentKnown else { return nil }
    return type == .classic && state != "Stable" && members?.isEmpty == false ? nil : members
  }
}

/// Offsets come from a broker, and an absurd one must not end the process: a sum that leaves the range stays at its end.
func saturatingSum(_ sum: Int64?, _ value: Int64) -> Int64 {
  guard let sum else { return value }
  let (result, overflow) = sum.addingReportingOverflow(value)
  return overflow ? Int64.max : result
}
