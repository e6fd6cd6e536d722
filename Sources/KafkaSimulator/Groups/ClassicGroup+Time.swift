// What happens without anybody asking.
extension ClassicGroup {
  /// The next moment at which something does.
  var nextDeadline: Timestamp? {
    let sessions = members.values.lazy.compactMap(\.sessionDeadline).min()
    return [sessions, pendingMembers.values.min(), joinPhase.deadline, syncDeadline, residentsActAt].compactMap(\.self).min()
  }

  /// Everything that is due happens, each at its own time, however far apart two calls are.
  ///
  /// - Parameter partitions: how many a topic has, for residents that assign; nil for a topic that does not exist.
  mutating func advance(to now: Timestamp, partitions: (String) -> Int32?) {
    while let moment = nextDeadline, moment <= now {
      expireSessions(at: moment)
      if let deadline = joinPhase.deadline, deadline <= moment { endJoin(at: moment) }
      if let deadline = syncDeadline, deadline <= moment { endSync(at: moment) }
      if let deadline = residentsActAt, deadline <= moment { residentsAct(at: moment, partitions: partitions) }
    }
  }

  private mutating func expireSessions(at now: Timestamp) {
    let pending = pendingMembers.filter { $0.value <= now }.keys
    for id in pending { pendingMembers[id] = nil }
    if !pending.isEmpty { completeJoinIfAllJoined(at: now) }
    for member in sortedMembers {
      guard let deadline = member.sessionDeadline, deadline <= now else { continue }
      // Who waits for an answer of ours need not be heard; but who never had one has no end of patience with us.
      if member.isWaiting, !member.isNew {
        keepAlive(member.id, at: now)
      } else {
        remove(member.id)
        membersLeft(at: now)
      }
    }
  }

  private mutating func residentsAct(at now: Timestamp, partitions: (String) -> Int32?) {
    residentsActAt = nil
    switch state {
    case .empty, .stable: break
    case .preparingRebalance:
      for member in members.values where member.isResident { members[member.id]?.hasJoined = true }
      completeJoinIfAllJoined(at: now)
    case .completingRebalance:
      finish(computeAssignments(partitions: partitions), at: now)
    }
  }
}
