import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: ConsumerGroupDescribeRequest, _ context: RequestContext) -> ConsumerGroupDescribeResponse {
    ConsumerGroupDescribeResponse(
      groups: request.groupIds.map { id in
        var described = describe(id, context)
        if request.includeAuthorizedOperations, described.errorCode == .none { described.authorizedOperations = Self.groupOperations }
        return described
      })
  }

  private func describe(_ id: String, _ context: RequestContext) -> ConsumerGroupDescribeResponse.DescribedGroup {
    if let error = refusal(forGroup: id, at: context.broker) { return .init(errorCode: error, groupId: id) }
    guard let group = groups[id], case .consumer(let members) = group.membership else {
      let message = groups[id] == nil ? "Group \(id) not found." : "Group \(id) is not a consumer group."
      return .init(errorCode: .groupIdNotFound, errorMessage: message, groupId: id)
    }
    return .init(
      groupId: id, groupState: members.state.rawValue, groupEpoch: members.epoch, assignmentEpoch: members.assignmentEpoch,
      assignorName: members.assignor.rawValue,
      members: members.sortedMembers.map { member in
        .init(
          memberId: member.id, instanceId: member.instanceID, rackId: member.rackID, memberEpoch: member.epoch, clientId: member.clientID,
          clientHost: member.clientHost, subscribedTopicNames: member.topics, subscribedTopicRegex: member.topicPattern,
          assignment: named(member.assigned), targetAssignment: named(members.target[member.id] ?? [:]), memberType: 1)
      })
  }

  /// Topics that are not there any more are left out.
  private func named(_ partitions: ConsumerGroup.Partitions) -> ConsumerGroupDescribeResponse.Assignment {
    let rows = partitions.compactMap { id, indices in
      topicNames[id].map { ConsumerGroupDescribeResponse.TopicPartitions(topicId: id, topicName: $0, partitions: indices) }
    }
    return .init(topicPartitions: rows.sorted { $0.topicName < $1.topicName })
  }
}
