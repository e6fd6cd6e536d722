import KafkaProtocol

extension SimulatedCluster {
  /// `offset.metadata.max.bytes`
  private static let maximumMetadata = 4_096

  func answer(_ request: OffsetCommitRequest, _ context: RequestContext) -> OffsetCommitResponse {
    let usesIDs = context.version >= 10
    let error = refusal(of: request, context)
    let group = error == nil ? groupToCommitTo(request) : nil
    return OffsetCommitResponse(
      topics: request.topics.map { rows in
        let topic = usesIDs ? topic(rows.topicId) : topics[rows.name]
        let partitions = rows.partitions.map { row in
          let problem = problem(with: row, of: topic, usesIDs: usesIDs) ?? error
          if problem == nil, let topic, let group { commit(row, of: topic, to: group) }
          return OffsetCommitResponse.Partition(partitionIndex: row.partitionIndex, errorCode: problem ?? .none)
        }
        return .init(name: rows.name, topicId: rows.topicId, partitions: partitions)
      })
  }

  private func problem(with row: OffsetCommitRequest.Partition, of topic: Topic?, usesIDs: Bool) -> ErrorCode? {
    guard let topic else { return usesIDs ? .unknownTopicId : .unknownTopicOrPartition }
    guard topic.partition(row.partitionIndex) != nil else { return .unknownTopicOrPartition }
    return (row.committedMetadata ?? "").utf8.count > Self.maximumMetadata ? .offsetMetadataTooLarge : nil
  }

  private func commit(_ row: OffsetCommitRequest.Partition, of topic: Topic, to group: Group) {
    let commit = GroupCommits.Commit(
      offset: row.committedOffset, leaderEpoch: row.committedLeaderEpoch, metadata: row.committedMetadata ?? "")
    group.commits.set(commit, topic: topic.name, partition: row.partitionIndex)
  }

  /// Why nothing of the request is done.
  private func refusal(of request: OffsetCommitRequest, _ context: RequestContext) -> ErrorCode? {
    if let error = refusal(forGroup: request.groupId, at: context.broker) { return error }
    guard let group = groups[request.groupId] else {
      guard request.generationIdOrMemberEpoch >= 0 else { return nil }
      return context.version >= 9 ? .groupIdNotFound : .illegalGeneration
    }
    if let error = group.withClassic({ $0.commit(request, at: now) }) { return error }
    guard case .consumer(let members) = group.membership else { return nil }
    return members.refusal(ofCommit: request, version: context.version) { topics[$0]?.id }
  }

  /// Who assigns partitions by hand founds a group by committing.
  private func groupToCommitTo(_ request: OffsetCommitRequest) -> Group {
    groups[request.groupId] ?? add(request.groupId, .classic(ClassicGroup(initialRebalanceDelay: defaults.initialRebalanceDelay)))
  }
}
