import KafkaProtocol

// ConsumerGroupHeartbeat: members come, stay and go, and learn what is theirs.
extension ConsumerGroup {
  /// - Parameters:
  ///   - id: the member's: one that the coordinator made when the client has none.
  /// - Throws: FENCED_MEMBER_EPOCH, UNKNOWN_MEMBER_ID, UNRELEASED_INSTANCE_ID, FENCED_INSTANCE_ID, INVALID_REGULAR_EXPRESSION.
  mutating func heartbeat(
    _ request: ConsumerGroupHeartbeatRequest, from client: RequestContext, id: String, group: String, topics: TopicFacts, at now: Timestamp
  ) throws(Refusal) -> ConsumerGroupHeartbeatResponse {
    let owned = request.topicPartitions.map { rows in
      Partitions(rows.map { ($0.topicId, $0.partitions.sorted()) }, uniquingKeysWith: { _, last in last })
    }
    if let pattern = request.subscribedTopicRegex { try Self.check(pattern) }
    let before = try member(for: request, from: client, id: id, group: group, owned: owned)
    var member = before
    member.update(request, from: client)
    member.sessionDeadline = now + Self.sessionTimeout
    members[id] = member
    let isChanged = member.topics != before.topics || member.topicPattern != before.topicPattern
    beginEpoch(membersChanged: isChanged, topics, at: now)
    if let moment = assignsAt, moment <= now { assign(topics, at: now) }
    reconcile(id, owned: owned, at: now)
    awakeResidents(at: now)
    return answer(to: request, id: id, before: before)
  }

  private func answer(
    to request: ConsumerGroupHeartbeatRequest, id: String, before: ConsumerMember
  ) -> ConsumerGroupHeartbeatResponse {
    let after = members[id] ?? before
    let saysAll =
      request.rebalanceTimeoutMs != -1 && (request.subscribedTopicNames != nil || request.subscribedTopicRegex != nil)
      && request.topicPartitions != nil
    let tells = request.memberEpoch == 0 || saysAll || after.assigned != before.assigned
    return ConsumerGroupHeartbeatResponse(
      memberId: id, memberEpoch: after.epoch, heartbeatIntervalMs: Int32(clamping: Self.heartbeatInterval.wholeMilliseconds),
      assignment: tells
        ? .init(
          topicPartitions: after.assigned.sorted { $0.key < $1.key }.map { .init(topicId: $0.key, partitions: $0.value) }) : nil)
  }

  private static func check(_ pattern: String) throws(Refusal) {
    guard !pattern.isEmpty else { return }
    do { _ = try TopicPattern(pattern) } catch {
      throw Refusal(
        .invalidRegularExpression, "SubscribedTopicRegex `\(pattern)` is not a valid regular expression: \(error).")
    }
  }

  // MARK: - Who it is

  /// The member as it was before the request: a new one has nothing.
  private mutating func member(
    for request: ConsumerGroupHeartbeatRequest, from client: RequestContext, id: String, group: String, owned: Partitions?
  ) throws(Refusal) -> ConsumerMember {
    let new = ConsumerMember(id: id, instanceID: request.instanceId, clientID: client.clientID ?? "", clientHost: client.clientHost)
    guard let instance = request.instanceId else {
      if let known = members[id] {
        try Self.checkEpoch(of: known, request.memberEpoch, owned: owned)
        return known
      }
      guard request.memberEpoch == 0 else { throw Self.unknown(id, group) }
      return new
    }
    guard let known = memberID(ofInstance: instance).flatMap({ members[$0] }) else {
      guard request.memberEpoch == 0 else { throw Refusal(.unknownMemberId, "Instance id \(instance) is unknown.") }
      return new
    }
    guard request.memberEpoch == 0 else {
      try Self.checkInstance(known, id)
      try Self.checkEpoch(of: known, request.memberEpoch, owned: owned)
      return known
    }
    guard known.epoch == ConsumerMember.awayEpoch else {
      throw Refusal(
        .unreleasedInstanceId,
        "Static member \(id) with instance id \(instance) cannot join the group because the instance id is owned by \(known.id) member.")
    }
    return replace(known, with: id)
  }

  /// A static member is back: what was kept for it is its own again.
  private mutating func replace(_ known: ConsumerMember, with id: String) -> ConsumerMember {
    members[known.id] = nil
    target[id] = target.removeValue(forKey: known.id)
    var member = ConsumerMember(
      id: id, instanceID: known.instanceID, rackID: known.rackID, clientID: known.clientID, clientHost: known.clientHost,
      rebalanceTimeout: known.rebalanceTimeout, topics: known.topics, topicPattern: known.topicPattern, assignor: known.assignor)
    member.assigned = known.assigned
    member.assignedIn = known.assignedIn
    return member
  }

  private static func unknown(_ id: String, _ group: String) -> Refusal {
    Refusal(.unknownMemberId, "Member \(id) is not a member of group \(group).")
  }

  private static func checkInstance(_ known: ConsumerMember, _ id: String) throws(Refusal) {
    guard known.id != id else { return }
    throw Refusal(.fencedInstanceId, "Static member \(id) with instance id \(known.instanceID ?? "") was fenced by member \(known.id).")
  }

  /// A member may be one epoch behind when the last answer was lost, as long as it has nothing that is not its own.
  private static func checkEpoch(of member: ConsumerMember, _ epoch: Int32, owned: Partitions?) throws(Refusal) {
    if epoch == 0 { return }
    let consequence = "The member must abandon all its partitions and rejoin."
    if epoch > member.epoch {
      throw Refusal(
        .fencedMemberEpoch,
        "The consumer group member has a greater member epoch (\(epoch)) than the one known by the group coordinator (\(member.epoch)). "
          + consequence)
    }
    let isOneBehind = epoch == member.previousEpoch && owned.map { difference($0, member.assigned).isEmpty } == true
    if epoch < member.epoch, !isOneBehind {
      throw Refusal(
        .fencedMemberEpoch,
        "The consumer group member has a smaller member epoch (\(epoch)) than the one known by the group coordinator (\(member.epoch)). "
          + consequence)
    }
  }

  // MARK: - Going

  /// A member says good-bye: with -1 for ever, with -2 a static one for a while, and what it had is kept for it until its session ends.
  ///
  /// - Throws: UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID.
  mutating func leave(
    _ request: ConsumerGroupHeartbeatRequest, group: String, topics: TopicFacts, at now: Timestamp
  ) throws(Refusal) {
    if let instance = request.instanceId {
      guard let known = memberID(ofInstance: instance).flatMap({ members[$0] }) else {
        throw Refusal(.unknownMemberId, "Instance id \(instance) is unknown.")
      }
      try Self.checkInstance(known, request.memberId)
      if request.memberEpoch == ConsumerMember.awayEpoch {
        members[known.id]?.epoch = ConsumerMember.awayEpoch
        members[known.id]?.pendingRevocation = [:]
        members[known.id]?.revocationDeadline = nil
        members[known.id]?.state = .stable
        return
      }
    }
    guard members[request.memberId] != nil else { throw Self.unknown(request.memberId, group) }
    drop(request.memberId, topics, at: now)
  }

  /// Takes a member out; the others share out what it had.
  mutating func drop(_ id: String, _ topics: TopicFacts, at now: Timestamp, pause: Duration = .zero) {
    members[id] = nil
    target[id] = nil
    beginEpoch(membersChanged: true, topics, at: now, pause: pause)
    awakeResidents(at: now)
  }
}

extension ConsumerMember {
  /// What a request does not say stays as it was.
  fileprivate mutating func update(_ request: ConsumerGroupHeartbeatRequest, from client: RequestContext) {
    clientID = client.clientID ?? ""
    clientHost = client.clientHost
    if let rack = request.rackId { rackID = rack }
    if request.rebalanceTimeoutMs != -1 { rebalanceTimeout = .milliseconds(Int64(request.rebalanceTimeoutMs)) }
    if let names = request.subscribedTopicNames { topics = Set(names).sorted() }
    if let pattern = request.subscribedTopicRegex { topicPattern = pattern }
    if let name = request.serverAssignor { assignor = Assignor(rawValue: name) }
  }
}
