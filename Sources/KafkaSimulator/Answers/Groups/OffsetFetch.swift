import KafkaProtocol

extension SimulatedCluster {
  /// Commits are always stable here: without transactions none is pending.
  func answer(_ request: OffsetFetchRequest, _ context: RequestContext) -> OffsetFetchResponse {
    if context.version >= 8 { return OffsetFetchResponse(groups: request.groups.map { fetch($0, context) }) }
    let group = fetch(.init(groupId: request.groupId, topics: request.topics), context)
    guard context.version >= 2 || group.errorCode == .none else {
      // Version 1 has no place for a group's error.
      return OffsetFetchResponse(
        topics: (request.topics ?? []).map { .init(name: $0.name, partitions: Self.uncommitted($0.partitionIndexes, group.errorCode)) })
    }
    return OffsetFetchResponse(topics: group.topics, errorCode: group.errorCode)
  }

  private func fetch(_ asked: OffsetFetchRequest.Group, _ context: RequestContext) -> OffsetFetchResponse.Group {
    if let error = refusal(forGroup: asked.groupId, at: context.broker, allowsEmpty: true) {
      return .init(groupId: asked.groupId, errorCode: error)
    }
    let group = groups[asked.groupId]
    if let error = group?.refusal(forFetchBy: asked.memberId, epoch: asked.memberEpoch) {
      return .init(groupId: asked.groupId, errorCode: error)
    }
    let usesIDs = context.version >= 10
    guard let topics = asked.topics else {
      return .init(groupId: asked.groupId, topics: (group?.commits.columns ?? []).compactMap { allCommits($0, usesIDs: usesIDs) })
    }
    return .init(
      groupId: asked.groupId,
      topics: topics.map { topic in
        guard let name = usesIDs ? topicNames[topic.topicId] : topic.name else {
          return .init(topicId: topic.topicId, partitions: Self.uncommitted(topic.partitionIndexes, .unknownTopicId))
        }
        guard let column = group?.commits[name] else {
          return .init(name: topic.name, topicId: topic.topicId, partitions: Self.uncommitted(topic.partitionIndexes, .none))
        }
        return .init(name: topic.name, topicId: topic.topicId, partitions: topic.partitionIndexes.map { Self.row($0, column[$0]) })
      })
  }

  private func allCommits(_ column: GroupCommits.Column, usesIDs: Bool) -> OffsetFetchResponse.Topic? {
    let partitions = column.commits.map { Self.row($0.partition, $0.commit) }
    guard usesIDs else { return .init(name: column.topic, partitions: partitions) }
    return topics[column.topic].map { .init(topicId: $0.id, partitions: partitions) }
  }

  private static func row(_ partition: Int32, _ commit: GroupCommits.Commit?) -> OffsetFetchResponse.Partition {
    guard let commit else { return .init(partitionIndex: partition, committedOffset: -1) }
    return .init(
      partitionIndex: partition, committedOffset: commit.offset, committedLeaderEpoch: commit.leaderEpoch, metadata: commit.metadata)
  }

  private static func uncommitted(_ partitions: [Int32], _ error: ErrorCode) -> [OffsetFetchResponse.Partition] {
    partitions.map { .init(partitionIndex: $0, committedOffset: -1, errorCode: error) }
  }
}
