import KafkaProtocol

// Refusals of what is asked about groups, and by their members.

extension FindCoordinatorRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> FindCoordinatorResponse? {
    guard version >= 4 else { return .init(errorCode: refusal.code, errorMessage: refusal.message, nodeId: -1, port: -1) }
    return .init(
      coordinators: coordinatorKeys.map {
        .init(key: $0, nodeId: -1, port: -1, errorCode: refusal.code, errorMessage: refusal.message)
      })
  }
}

extension ListGroupsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ListGroupsResponse? { .init(errorCode: refusal.code) }
}

extension DescribeGroupsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeGroupsResponse? {
    .init(groups: groups.map { .init(errorCode: refusal.code, groupId: $0) })
  }
}

extension ConsumerGroupDescribeRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ConsumerGroupDescribeResponse? {
    .init(groups: groupIds.map { .init(errorCode: refusal.code, groupId: $0) })
  }
}

extension ShareGroupDescribeRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ShareGroupDescribeResponse? {
    .init(groups: groupIds.map { .init(errorCode: refusal.code, groupId: $0) })
  }
}

extension StreamsGroupDescribeRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> StreamsGroupDescribeResponse? {
    .init(groups: groupIds.map { .init(errorCode: refusal.code, groupId: $0) })
  }
}

extension DeleteGroupsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DeleteGroupsResponse? {
    .init(results: groupsNames.map { .init(groupId: $0, errorCode: refusal.code) })
  }
}

extension OffsetCommitRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> OffsetCommitResponse? {
    .init(
      topics: topics.map { topic in
        .init(
          name: topic.name, topicId: topic.topicId,
          partitions: topic.partitions.map { .init(partitionIndex: $0.partitionIndex, errorCode: refusal.code) })
      })
  }
}

extension OffsetFetchRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> OffsetFetchResponse? {
    switch version {
    case ...1:
      .init(
        topics: (topics ?? []).map { topic in
          .init(
            name: topic.name,
            partitions: topic.partitionIndexes.map { .init(partitionIndex: $0, committedOffset: -1, errorCode: refusal.code) })
        })
    case ...7: .init(errorCode: refusal.code)
    default: .init(groups: groups.map { .init(groupId: $0.groupId, errorCode: refusal.code) })
    }
  }
}

extension OffsetDeleteRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> OffsetDeleteResponse? { .init(errorCode: refusal.code) }
}

extension JoinGroupRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> JoinGroupResponse? {
    .init(errorCode: refusal.code, protocolName: version >= 7 ? nil : "")
  }
}

extension SyncGroupRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> SyncGroupResponse? { .init(errorCode: refusal.code) }
}

extension HeartbeatRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> HeartbeatResponse? { .init(errorCode: refusal.code) }
}

extension LeaveGroupRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> LeaveGroupResponse? { .init(errorCode: refusal.code) }
}

extension ConsumerGroupHeartbeatRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ConsumerGroupHeartbeatResponse? { .init(errorCode: refusal.code) }
}
