import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: LeaveGroupRequest, _ context: RequestContext) -> LeaveGroupResponse {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return LeaveGroupResponse(errorCode: error) }
    let leaving = context.version >= 3 ? request.members : [.init(memberId: request.memberId)]
    let members =
      groups[request.groupId]?.withClassic { $0.leave(leaving, at: now) }
      ?? leaving.map { .init(memberId: $0.memberId, groupInstanceId: $0.groupInstanceId, errorCode: .unknownMemberId) }
    if let group = groups[request.groupId] { settle(group) }
    // Versions below 3 speak of one member, and have no place for it but the whole answer's code.
    return context.version >= 3 ? LeaveGroupResponse(members: members) : LeaveGroupResponse(errorCode: members.first?.errorCode ?? .none)
  }
}
