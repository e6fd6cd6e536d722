import KafkaProtocol

extension SimulatedCluster {
  /// All that one may do with a group, as bits of AclOperation: what a broker without an authorizer answers.
  static let groupOperations: Int32 = 1 << 3 | 1 << 6 | 1 << 8 | 1 << 10 | 1 << 11

  func answer(_ request: DescribeGroupsRequest, _ context: RequestContext) -> DescribeGroupsResponse {
    DescribeGroupsResponse(
      groups: request.groups.map { id in
        var described = describe(id, context)
        if request.includeAuthorizedOperations, described.errorCode == .none { described.authorizedOperations = Self.groupOperations }
        return described
      })
  }

  private func describe(_ id: String, _ context: RequestContext) -> DescribeGroupsResponse.DescribedGroup {
    if let error = refusal(forGroup: id, at: context.broker, allowsEmpty: true) { return .init(errorCode: error, groupId: id) }
    guard let group = groups[id], case .classic(let members) = group.membership else {
      // Up to version 5 a group that is not there is Dead, and that is no error (KIP-1043).
      guard context.version >= 6 else { return .init(groupId: id, groupState: "Dead") }
      let message = groups[id] == nil ? "Group \(id) not found." : "Group \(id) is not a classic group."
      return .init(errorCode: .groupIdNotFound, errorMessage: message, groupId: id, groupState: "Dead")
    }
    // Only in a stable group is it clear which protocol's metadata is meant.
    let agreed = members.state == .stable ? members.protocolName : nil
    return .init(
      groupId: id, groupState: members.state.rawValue, protocolType: members.protocolType ?? "", protocolData: agreed ?? "",
      members: members.sortedMembers.map { member in
        .init(
          memberId: member.id, groupInstanceId: member.instanceID, clientId: member.clientID, clientHost: member.clientHost,
          memberMetadata: agreed.map { member.metadata($0) } ?? [], memberAssignment: member.assignment)
      })
  }
}
