import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: JoinGroupRequest, _ context: RequestContext) async -> JoinGroupResponse? {
    guard var response = await join(request, context) else { return nil }
    // Without an agreement no protocol is named; versions below 7 cannot say so but with an empty name.
    if response.errorCode != .none { response.protocolName = context.version >= 7 ? nil : "" }
    return response
  }

  private func join(_ request: JoinGroupRequest, _ context: RequestContext) async -> JoinGroupResponse? {
    if let error = refusal(of: request, context) { return JoinGroupResponse(errorCode: error, memberId: request.memberId) }
    guard let group = groupToJoin(request) else { return JoinGroupResponse(errorCode: .unknownMemberId, memberId: request.memberId) }
    let outcome = group.withClassic {
      $0.join(
        request, from: context, at: now, freshID: newMemberID(clientID: context.clientID ?? "", instanceID: request.groupInstanceId))
    }
    guard let outcome else { return JoinGroupResponse(errorCode: .inconsistentGroupProtocol, memberId: request.memberId) }
    settle(group)
    switch outcome {
    case .answer(let response): return response
    case .wait(let ticket):
      switch await answer(for: ticket, in: request.groupId, context) {
      case .answered(.join(let response)): return response
      case .refused(let error): return JoinGroupResponse(errorCode: error, memberId: request.memberId)
      case .answered(.sync), .nothing: return nil
      }
    }
  }

  private func refusal(of request: JoinGroupRequest, _ context: RequestContext) -> ErrorCode? {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return error }
    // group.min.session.timeout.ms and group.max.session.timeout.ms
    return (6_000...1_800_000).contains(request.sessionTimeoutMs) ? nil : .invalidSessionTimeout
  }

  /// Who comes without an id founds the group when it is not there, or takes over an empty one of the other type.
  private func groupToJoin(_ request: JoinGroupRequest) -> Group? {
    if let group = groups[request.groupId] {
      if group.type == .consumer, !group.hasMembers {
        group.membership = .classic(ClassicGroup(initialRebalanceDelay: defaults.initialRebalanceDelay))
      }
      return group
    }
    guard request.memberId.isEmpty else { return nil }
    return add(request.groupId, .classic(ClassicGroup(initialRebalanceDelay: defaults.initialRebalanceDelay)))
  }
}
