import KafkaProtocol

// SyncGroup, Heartbeat and LeaveGroup: members of a generation learn what is theirs, stay, and go.
extension ClassicGroup {
  mutating func sync(_ request: SyncGroupRequest, at now: Timestamp) -> Outcome<SyncGroupResponse> {
    if let error = refusal(of: request) { return .answer(.init(errorCode: error)) }
    switch state {
    case .empty: return .answer(.init(errorCode: .unknownMemberId))
    case .preparingRebalance: return .answer(.init(errorCode: .rebalanceInProgress))
    case .completingRebalance:
      let ticket = makeTicket()
      members[request.memberId]?.syncTicket = ticket
      members[request.memberId]?.owesSync = false
      if request.memberId == leader {
        let assignments = request.assignments.map { ($0.memberId, $0.assignment) }
        finish(Dictionary(assignments, uniquingKeysWith: { _, last in last }), at: now)
      }
      return .wait(ticket)
    case .stable:
      members[request.memberId]?.owesSync = false
      keepAlive(request.memberId, at: now)
      return .answer(synced(request.memberId))
    }
  }

  private func refusal(of request: SyncGroupRequest) -> ErrorCode? {
    if let error = refusal(ofMember: request.memberId, instance: request.groupInstanceId) { return error }
    if request.generationId != generation { return .illegalGeneration }
    // Versions below 5 don't say what they think was agreed on.
    if let type = request.protocolType, type != protocolType { return .inconsistentGroupProtocol }
    if let name = request.protocolName, name != protocolName { return .inconsistentGroupProtocol }
    return nil
  }

  /// The leader has said who gets what.
  mutating func finish(_ assignments: [String: [UInt8]], at now: Timestamp) {
    takeAssignments(assignments)
    state = .stable
    for member in members.values {
      guard let ticket = member.syncTicket else { continue }
      leave(.sync(synced(member.id)), for: ticket)
      members[member.id]?.syncTicket = nil
      keepAlive(member.id, at: now)
    }
  }

  /// Members that were assigned nothing have empty bytes.
  mutating func takeAssignments(_ assignments: [String: [UInt8]]) {
    for id in members.keys { members[id]?.assignment = assignments[id] ?? [] }
  }

  private func synced(_ id: String) -> SyncGroupResponse {
    SyncGroupResponse(protocolType: protocolType, protocolName: protocolName, assignment: members[id]?.assignment ?? [])
  }

  /// Who does not sync in time is given up.
  mutating func endSync(at now: Timestamp) {
    syncDeadline = nil
    let late = members.values.filter(\.owesSync)
    guard !late.isEmpty else { return }
    for member in late { remove(member.id) }
    prepareRebalance(at: now)
  }

  // MARK: - Staying

  mutating func heartbeat(_ request: HeartbeatRequest, at now: Timestamp) -> ErrorCode {
    if let error = refusal(ofMember: request.memberId, instance: request.groupInstanceId) { return error }
    if request.generationId != generation { return .illegalGeneration }
    guard state != .empty else { return .unknownMemberId }
    keepAlive(request.memberId, at: now)
    return state == .preparingRebalance ? .rebalanceInProgress : .none
  }

  mutating func keepAlive(_ id: String, at now: Timestamp) {
    guard let member = members[id], !member.isResident else { return }
    members[id]?.sessionDeadline = now + member.sessionTimeout
  }

  /// Why a commit is refused; nil when it is not. A member that may commit was heard.
  mutating func commit(_ request: OffsetCommitRequest, at now: Timestamp) -> ErrorCode? {
    let generation = request.generationIdOrMemberEpoch
    // Who assigns partitions by hand commits without being a member, while nobody else is.
    if generation < 0, state == .empty { return nil }
    guard generation >= 0 || !request.memberId.isEmpty || request.groupInstanceId != nil else {
      return state == .empty ? nil : .unknownMemberId
    }
    if let error = refusal(ofMember: request.memberId, instance: request.groupInstanceId) { return error }
    if generation != self.generation { return .illegalGeneration }
    if state == .completingRebalance { return .rebalanceInProgress }
    keepAlive(request.memberId, at: now)
    return nil
  }

  // MARK: - Going

  mutating func leave(_ leaving: [LeaveGroupRequest.MemberIdentity], at now: Timestamp) -> [LeaveGroupResponse.Member] {
    var removed = false
    let answers = leaving.map { identity in
      var error: ErrorCode?
      if identity.memberId.isEmpty {
        // An administrator removes a static member without knowing its id.
        let id = identity.groupInstanceId.flatMap { memberID(ofInstance: $0) }
        if let id { remove(id) } else { error = .unknownMemberId }
      } else if pendingMembers.removeValue(forKey: identity.memberId) == nil {
        error = refusal(ofMember: identity.memberId, instance: identity.groupInstanceId)
        if error == nil { remove(identity.memberId) }
      }
      removed = removed || error == nil
      return LeaveGroupResponse.Member(
        memberId: identity.memberId, groupInstanceId: identity.groupInstanceId, errorCode: error ?? .none)
    }
    if removed { membersLeft(at: now) }
    return answers
  }

  /// Those who stay share out the partitions anew.
  mutating func membersLeft(at now: Timestamp) {
    switch state {
    case .empty: break
    case .preparingRebalance: completeJoinIfAllJoined(at: now)
    case .completingRebalance, .stable: prepareRebalance(at: now)
    }
  }
}
