// What happens without anybody asking.
extension ConsumerGroup {
  /// The next moment at which something does.
  var nextDeadline: Timestamp? {
    let sessions = members.values.lazy.compactMap(\.sessionDeadline).min()
    let revocations = members.values.lazy.compactMap(\.revocationDeadline).min()
    // Members with clients bring a target about with their heartbeats; residents have none.
    let assignment = members.values.contains(where: \.isResident) ? assignsAt : nil
    return [sessions, revocations, assignment, residentsActAt].compactMap(\.self).min()
  }

  /// Everything that is due happens, each at its own time, however far apart two calls are.
  mutating func advance(to now: Timestamp, topics: TopicFacts) {
    beginEpoch(membersChanged: false, topics, at: now, pause: residentPause)
    while let moment = nextDeadline, moment <= now {
      for member in sortedMembers where member.isOverdue(at: moment) { drop(member.id, topics, at: moment) }
      if let deadline = assignsAt, deadline <= moment { assign(topics, at: moment) }
      if let deadline = residentsActAt, deadline <= moment { residentsAct(at: moment) }
    }
  }

  /// Residents that wait for partitions of others look again.
  mutating func awakeResidents(at now: Timestamp) {
    guard residentsActAt == nil, assignsAt == nil else { return }
    if members.values.contains(where: { $0.isResident && !$0.isReconciled(to: assignmentEpoch) }) { residentsActAt = now }
  }

  /// Residents give up at once what they are told to, and say so; then all take what is free.
  private mutating func residentsAct(at now: Timestamp) {
    residentsActAt = nil
    let residents = sortedMembers.filter(\.isResident).map(\.id)
    for id in residents { members[id]?.release(allBut: target[id] ?? [:]) }
    for id in residents { reconcile(id, owned: [:], at: now) }
  }
}

extension ConsumerMember {
  fileprivate func isOverdue(at now: Timestamp) -> Bool {
    [sessionDeadline, revocationDeadline].contains { $0.map { $0 <= now } ?? false }
  }

  fileprivate mutating func release(allBut target: ConsumerGroup.Partitions) {
    assigned = ConsumerGroup.intersection(assigned, target)
    pendingRevocation = [:]
    if state == .unrevoked { state = .unreleased }
  }
}
