import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: HeartbeatRequest, _ context: RequestContext) -> HeartbeatResponse {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return HeartbeatResponse(errorCode: error) }
    // Deadlines only move away, so the group need not be settled.
    let error = groups[request.groupId]?.withClassic { $0.heartbeat(request, at: now) }
    return HeartbeatResponse(errorCode: error ?? .unknownMemberId)
  }
}
