import KafkaProtocol

// JoinGroup: members come, or come again.
extension ClassicGroup {
  /// How long a member that never was in a generation is kept while it waits for its first.
  private static let newMemberTimeout = Duration.seconds(300)

  /// - Parameter freshID: makes an id for a client that has none.
  mutating func join(
    _ request: JoinGroupRequest, from client: RequestContext, at now: Timestamp, freshID: @autoclosure () -> String
  ) -> Outcome<JoinGroupResponse> {
    let isNew = request.memberId.isEmpty
    guard supports(request) else {
      return .answer(.init(errorCode: .inconsistentGroupProtocol, memberId: request.memberId))
    }
    if !isNew { return joinAgain(request, from: client, at: now) }
    let id = freshID()
    if let instance = request.groupInstanceId {
      if let old = memberID(ofInstance: instance) { return replace(old, with: id, request, from: client, at: now) }
    } else if client.version >= 4 {
      // The client comes back with the id, so that clients that give up and try again leave no members behind (KIP-394).
      pendingMembers[id] = now + .milliseconds(Int64(request.sessionTimeoutMs))
      return .answer(.init(errorCode: .memberIdRequired, memberId: id))
    }
    return .wait(add(id, request, from: client, at: now))
  }

  private mutating func joinAgain(_ request: JoinGroupRequest, from client: RequestContext, at now: Timestamp) -> Outcome<JoinGroupResponse>
  {
    let id = request.memberId
    if pendingMembers.removeValue(forKey: id) != nil { return .wait(add(id, request, from: client, at: now)) }
    if let error = refusal(ofMember: id, instance: request.groupInstanceId) { return .answer(.init(errorCode: error, memberId: id)) }
    let isChanged = members[id]?.protocols != ClassicMember.protocols(request)
    switch state {
    case .empty:
      return .answer(.init(errorCode: .unknownMemberId, memberId: id))
    case .preparingRebalance:
      break
    case .completingRebalance:
      // The answer may have been lost on the way.
      if !isChanged { return .answer(joined(id)) }
    case .stable:
      // Only the leader's coming again means that something else changed, as the partitions of a topic.
      if !isChanged, id != leader { return .answer(joined(id, tellsMembers: false)) }
    }
    let ticket = expect(id, request)
    rebalanceOrComplete(at: now)
    return .wait(ticket)
  }

  /// Whether the client speaks a protocol that all members speak.
  private func supports(_ request: JoinGroupRequest) -> Bool {
    guard state != .empty else { return !request.protocolType.isEmpty && !request.protocols.isEmpty }
    return request.protocolType == protocolType
      && request.protocols.contains { candidate in
        members.values.allSatisfy { member in member.protocols.contains { $0.name == candidate.name } }
      }
  }

  private mutating func add(_ id: String, _ request: JoinGroupRequest, from client: RequestContext, at now: Timestamp) -> Ticket {
    if members.isEmpty { protocolType = request.protocolType }
    if leader == nil { leader = id }
    members[id] = ClassicMember(
      id: id, instanceID: request.groupInstanceId, clientID: client.clientID ?? "", clientHost: client.clientHost,
      sessionTimeout: .zero, rebalanceTimeout: .zero, protocols: [], sessionDeadline: now + Self.newMemberTimeout)
    let ticket = expect(id, request)
    if state == .preparingRebalance, joinPhase.isInitial { joinPhase.sawNewMember = true }
    rebalanceOrComplete(at: now)
    return ticket
  }

  /// The member has joined, and waits for its answer.
  private mutating func expect(_ id: String, _ request: JoinGroupRequest) -> Ticket {
    let ticket = makeTicket()
    members[id]?.update(request)
    members[id]?.hasJoined = true
    members[id]?.joinTicket = ticket
    return ticket
  }

  /// A static member's client started again: it takes the place of the one before, if possible without a rebalance (KIP-345, KIP-814).
  private mutating func replace(
    _ old: String, with id: String, _ request: JoinGroupRequest, from client: RequestContext, at now: Timestamp
  ) -> Outcome<JoinGroupResponse> {
    guard let before = members.removeValue(forKey: old) else { return .answer(.init(errorCode: .unknownMemberId)) }
    dismiss(before, .fencedInstanceId)
    let oldLeader = leader
    if leader == old { leader = id }
    var member = ClassicMember(
      id: id, instanceID: before.instanceID, clientID: client.clientID ?? "", clientHost: client.clientHost,
      sessionTimeout: before.sessionTimeout, rebalanceTimeout: before.rebalanceTimeout, protocols: before.protocols,
      assignment: before.assignment, isNew: before.isNew)
    member.owesSync = before.owesSync
    member.update(request)
    member.sessionDeadline = now + member.sessionTimeout
    members[id] = member
    if state == .stable, selectProtocol() == protocolName {
      // Before version 9 nobody could be told to keep the assignments, so that the old leader's id keeps the new one from making others.
      guard client.version < 9 else { return .answer(joined(id, skipsAssignment: id == leader)) }
      var answer = joined(id, tellsMembers: false)
      answer.leader = oldLeader ?? ""
      return .answer(answer)
    }
    let ticket = expect(id, request)
    rebalanceOrComplete(at: now)
    return .wait(ticket)
  }

  /// What a member is told of this generation.
  ///
  /// - Parameter tellsMembers: the leader learns who there is, unless it need not assign anything.
  func joined(_ id: String, tellsMembers: Bool = true, skipsAssignment: Bool = false) -> JoinGroupResponse {
    JoinGroupResponse(
      generationId: generation, protocolType: protocolType, protocolName: protocolName, leader: leader ?? "",
      skipAssignment: skipsAssignment, memberId: id,
      members: tellsMembers && id == leader
        ? sortedMembers.map {
          .init(memberId: $0.id, groupInstanceId: $0.instanceID, metadata: $0.metadata(protocolName ?? ""))
        } : [])
  }

  /// Whoever waits as this member waits no longer.
  mutating func dismiss(_ member: ClassicMember, _ error: ErrorCode) {
    if let ticket = member.joinTicket { leave(.join(.init(errorCode: error, memberId: member.id)), for: ticket) }
    if let ticket = member.syncTicket { leave(.sync(.init(errorCode: error)), for: ticket) }
  }
}

extension ClassicMember {
  static func protocols(_ request: JoinGroupRequest) -> [SupportedProtocol] {
    request.protocols.map { .init(name: $0.name, metadata: $0.metadata) }
  }

  fileprivate mutating func update(_ request: JoinGroupRequest) {
    protocols = Self.protocols(request)
    sessionTimeout = .milliseconds(Int64(request.sessionTimeoutMs))
    // Version 0 has one timeout for both.
    let milliseconds = request.rebalanceTimeoutMs < 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs
    rebalanceTimeout = .milliseconds(Int64(milliseconds))
  }
}
