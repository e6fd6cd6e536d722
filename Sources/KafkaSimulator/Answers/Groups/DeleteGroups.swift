import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: DeleteGroupsRequest, _ context: RequestContext) -> DeleteGroupsResponse {
    DeleteGroupsResponse(results: request.groupsNames.map { .init(groupId: $0, errorCode: delete($0, at: context.broker)) })
  }

  private func delete(_ id: String, at broker: Int32) -> ErrorCode {
    if let error = refusal(forGroup: id, at: broker, allowsEmpty: true) { return error }
    guard let group = groups[id] else { return .groupIdNotFound }
    guard !group.hasMembers, group.state == "Empty" else { return .nonEmptyGroup }
    do throws(Refusal) {
      try deleteGroup(id)
      return .none
    } catch {
      return error.code
    }
  }
}
