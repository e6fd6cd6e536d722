import KafkaProtocol

// The phases of a rebalance: all join, one generation follows another, all sync.
extension ClassicGroup {
  /// As long as the most patient member allows; never nothing, so that time always moves on.
  private var rebalanceTimeout: Duration {
    max(members.values.map(\.rebalanceTimeout).max() ?? .zero, .milliseconds(1))
  }

  private var haveAllJoined: Bool {
    pendingMembers.isEmpty && members.values.allSatisfy(\.hasJoined)
  }

  /// Members or what they want have changed.
  mutating func rebalanceOrComplete(at now: Timestamp) {
    if state == .preparingRebalance { completeJoinIfAllJoined(at: now) } else { prepareRebalance(at: now) }
  }

  mutating func prepareRebalance(at now: Timestamp) {
    for member in members.values {
      if let ticket = member.syncTicket { leave(.sync(.init(errorCode: .rebalanceInProgress)), for: ticket) }
      members[member.id]?.syncTicket = nil
      members[member.id]?.owesSync = false
      if state == .completingRebalance { members[member.id]?.assignment = [] }
    }
    syncDeadline = nil
    // Residents come when they are told to: there is nobody to wait for.
    let isInitial = state == .empty && members.values.contains { !$0.isResident }
    state = .preparingRebalance
    joinPhase = JoinPhase(
      deadline: now + (isInitial ? initialRebalanceDelay : rebalanceTimeout), isInitial: isInitial,
      remainingDelay: max(rebalanceTimeout - initialRebalanceDelay, .zero))
    residentsActAt = members.values.contains(where: \.isResident) ? now + residentPause : nil
    completeJoinIfAllJoined(at: now)
  }

  mutating func completeJoinIfAllJoined(at now: Timestamp) {
    if state == .preparingRebalance, !joinPhase.isInitial, haveAllJoined { completeJoin(at: now) }
  }

  /// The time to join is over.
  mutating func endJoin(at now: Timestamp) {
    guard joinPhase.isInitial, joinPhase.sawNewMember, joinPhase.remainingDelay > .zero else { return completeJoin(at: now) }
    let delay = min(initialRebalanceDelay, joinPhase.remainingDelay)
    joinPhase.remainingDelay = max(joinPhase.remainingDelay - delay, .zero)
    joinPhase.sawNewMember = false
    joinPhase.deadline = now + delay
  }

  /// Who has not joined by now is given up, static members excepted: those have until their sessions expire.
  private mutating func completeJoin(at now: Timestamp) {
    for member in members.values where !member.hasJoined && member.instanceID == nil && !member.isResident { remove(member.id) }
    if !members.isEmpty, leader.flatMap({ members[$0]?.hasJoined }) != true {
      guard let joined = sortedMembers.first(where: \.hasJoined) else {
        joinPhase.deadline = now + rebalanceTimeout
        return
      }
      leader = joined.id
    }
    generation &+= 1
    joinPhase = JoinPhase()
    guard !members.isEmpty else {
      state = .empty
      protocolName = nil
      residentsActAt = nil
      return
    }
    protocolName = selectProtocol()
    state = .completingRebalance
    syncDeadline = now + rebalanceTimeout
    for member in sortedMembers { welcome(member, at: now) }
    residentsActAt = leader.flatMap { members[$0]?.isResident } == true ? now + residentPause : nil
  }

  /// The member is in the new generation.
  private mutating func welcome(_ member: ClassicMember, at now: Timestamp) {
    if let ticket = member.joinTicket { leave(.join(joined(member.id)), for: ticket) }
    members[member.id]?.joinTicket = nil
    members[member.id]?.hasJoined = false
    members[member.id]?.isNew = false
    guard !member.isResident else { return }
    members[member.id]?.owesSync = true
    members[member.id]?.sessionDeadline = now + member.sessionTimeout
  }

  /// The protocol that most members like best of those that all support; of several, the first by name.
  func selectProtocol() -> String? {
    guard let any = members.values.first else { return nil }
    let candidates = Set(any.protocols.map(\.name)).filter { name in
      members.values.allSatisfy { member in member.protocols.contains { $0.name == name } }
    }
    var votes: [String: Int] = [:]
    for member in members.values {
      if let vote = member.protocols.first(where: { candidates.contains($0.name) }) { votes[vote.name, default: 0] += 1 }
    }
    return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Takes a member out; what that means for the others is the caller's to decide.
  mutating func remove(_ id: String) {
    guard let member = members.removeValue(forKey: id) else { return }
    dismiss(member, .unknownMemberId)
    if leader == id { leader = members.keys.min() }
  }
}
