import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: OffsetDeleteRequest, _ context: RequestContext) -> OffsetDeleteResponse {
    if let error = refusal(of: request, context) { return OffsetDeleteResponse(errorCode: error) }
    let group = groups[request.groupId]
    // As with commits, what is not there comes first.
    var incomplete: [OffsetDeleteResponse.Topic] = []
    var complete: [OffsetDeleteResponse.Topic] = []
    for rows in request.topics {
      let isInUse = group?.isSubscribed(to: rows.name) == true
      let indices = rows.partitions.map(\.partitionIndex)
      let present = indices.filter { topics[rows.name]?.partition($0) != nil }
      let missing = indices.filter { topics[rows.name]?.partition($0) == nil }
      if !isInUse { for index in present { group?.commits.remove(topic: rows.name, partition: index) } }
      let answered =
        missing.map { OffsetDeleteResponse.Partition(partitionIndex: $0, errorCode: .unknownTopicOrPartition) }
        + present.map { .init(partitionIndex: $0, errorCode: isInUse ? .groupSubscribedToTopic : .none) }
      let result = OffsetDeleteResponse.Topic(name: rows.name, partitions: answered)
      if missing.isEmpty { complete.append(result) } else { incomplete.append(result) }
    }
    return OffsetDeleteResponse(topics: incomplete + complete)
  }

  private func refusal(of request: OffsetDeleteRequest, _ context: RequestContext) -> ErrorCode? {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return error }
    guard let group = groups[request.groupId] else { return .groupIdNotFound }
    return group.forbidsDeletingOffsets ? .nonEmptyGroup : nil
  }
}
