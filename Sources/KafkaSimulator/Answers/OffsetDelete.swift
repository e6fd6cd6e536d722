import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: OffsetDeleteRequest, _ context: RequestContext) -> OffsetDeleteResponse {
    if let error = refusal(of: request, context) { return OffsetDeleteResponse(errorCode: error) }
    let group = groups[request.groupId]
    return OffsetDeleteResponse(
      topics: request.topics.map { rows in
        let isInUse = group?.isSubscribed(to: rows.name) == true
        return .init(
          name: rows.name,
          partitions: rows.partitions.map { row in
            guard topics[rows.name]?.partition(row.partitionIndex) != nil else {
              return .init(partitionIndex: row.partitionIndex, errorCode: .unknownTopicOrPartition)
            }
            if isInUse { return .init(partitionIndex: row.partitionIndex, errorCode: .groupSubscribedToTopic) }
            group?.commits.remove(topic: rows.name, partition: row.partitionIndex)
            return .init(partitionIndex: row.partitionIndex)
          })
      })
  }

  private func refusal(of request: OffsetDeleteRequest, _ context: RequestContext) -> ErrorCode? {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return error }
    guard let group = groups[request.groupId] else { return .groupIdNotFound }
    return group.forbidsDeletingOffsets ? .nonEmptyGroup : nil
  }
}
