import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: SyncGroupRequest, _ context: RequestContext) async -> SyncGroupResponse? {
    // From version 5 on a member must say what it thinks was agreed on (KIP-559).
    if context.version >= 5, request.protocolType == nil || request.protocolName == nil {
      return SyncGroupResponse(errorCode: .inconsistentGroupProtocol)
    }
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return SyncGroupResponse(errorCode: error) }
    guard let group = groups[request.groupId], let outcome = group.withClassic({ $0.sync(request, at: now) }) else {
      return SyncGroupResponse(errorCode: .unknownMemberId)
    }
    settle(group)
    switch outcome {
    case .answer(let response): return response
    case .wait(let ticket):
      switch await answer(for: ticket, in: request.groupId, context) {
      case .answered(.sync(let response)): return response
      case .refused(let error): return SyncGroupResponse(errorCode: error)
      case .answered(.join), .nothing: return nil
      }
    }
  }
}
