import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: ConsumerGroupHeartbeatRequest, _ context: RequestContext) -> ConsumerGroupHeartbeatResponse {
    do throws(Refusal) {
      if let problem = request.problem(version: context.version) { throw problem }
      if let error = refusal(forGroup: request.groupId, at: context.broker) { throw Refusal(error) }
      let isLeaving = request.memberEpoch < 0
      let group = try groupToHeartbeat(request)
      // The method that changes the group cannot throw its refusal through the closure.
      let result = group.withConsumer { members -> Result<ConsumerGroupHeartbeatResponse, Refusal> in
        Result { () throws(Refusal) in
          let topics = TopicFacts(of: self)
          guard isLeaving else {
            let id = request.memberId.isEmpty ? newID().description : request.memberId
            return try members.heartbeat(request, from: context, id: id, group: request.groupId, topics: topics, at: now)
          }
          try members.leave(request, group: request.groupId, topics: topics, at: now)
          return .init(memberId: request.memberId, memberEpoch: request.memberEpoch)
        }
      }
      guard let result else { throw Refusal(.groupIdNotFound, "Group \(request.groupId) is not a consumer group.") }
      settle(group)
      return try result.get()
    } catch {
      return ConsumerGroupHeartbeatResponse(errorCode: error.code, errorMessage: error.message)
    }
  }

  /// Who joins founds the group when it is not there, or takes over an empty one of the other type.
  private func groupToHeartbeat(_ request: ConsumerGroupHeartbeatRequest) throws(Refusal) -> Group {
    if let group = groups[request.groupId] {
      if group.type == .classic, !group.hasMembers, request.memberEpoch == 0 { group.membership = .consumer(ConsumerGroup()) }
      return group
    }
    guard request.memberEpoch == 0 else {
      let subject = request.memberEpoch < 0 ? "Group" : "Consumer group"
      throw Refusal(.groupIdNotFound, "\(subject) \(request.groupId) not found.")
    }
    return add(request.groupId, .consumer(ConsumerGroup()))
  }
}

extension ConsumerGroupHeartbeatRequest {
  /// What makes no sense in the request itself; nil when nothing does.
  fileprivate func problem(version: Int16) -> Refusal? {
    // From version 1 on clients make their own ids (KIP-1082).
    if version >= 1 || memberEpoch > 0 || memberEpoch == -1, memberId.isEmpty { return .invalid("MemberId can't be empty.") }
    if groupId.isEmpty { return .invalid("GroupId can't be empty.") }
    if instanceId?.isEmpty == true { return .invalid("InstanceId can't be empty.") }
    if rackId?.isEmpty == true { return .invalid("RackId can't be empty.") }
    if memberEpoch == 0 {
      if rebalanceTimeoutMs == -1 { return .invalid("RebalanceTimeoutMs must be provided in first request.") }
      if topicPartitions?.isEmpty != true { return .invalid("TopicPartitions must be empty when (re-)joining.") }
      if subscribedTopicNames == nil, subscribedTopicRegex == nil {
        return .invalid("Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.")
      }
    } else if memberEpoch == ConsumerMember.awayEpoch {
      if instanceId == nil { return .invalid("InstanceId can't be null.") }
    } else if memberEpoch < -1 {
      return .invalid("MemberEpoch is invalid.")
    }
    guard let name = serverAssignor, Assignor(rawValue: name) == nil else { return nil }
    let known = [Assignor.uniform, .range].map(\.rawValue).joined(separator: ", ")
    return Refusal(.unsupportedAssignor, "ServerAssignor \(name) is not supported. Supported assignors: \(known).")
  }
}

extension Refusal {
  fileprivate static func invalid(_ message: String) -> Refusal { Refusal(.invalidRequest, message) }
}
