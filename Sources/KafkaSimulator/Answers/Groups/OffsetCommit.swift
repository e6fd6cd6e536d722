import KafkaProtocol

extension SimulatedCluster {
  /// `offset.metadata.max.bytes`
  private static let maximumMetadata = 4_096

  func answer(_ request: OffsetCommitRequest, _ context: RequestContext) -> OffsetCommitResponse {
    let usesIDs = context.version >= 10
    let error = refusal(of: request, context)
    let group = error == nil ? groupToCommitTo(request) : nil
    // What is not there is answered before the coordinator is asked for the rest: first topics with such partitions, first those partitions.
    var incomplete: [OffsetCommitResponse.Topic] = []
    var complete: [OffsetCommitResponse.Topic] = []
    for rows in request.topics {
      let topic = usesIDs ? topic(rows.topicId) : topics[rows.name]
      let unknown: ErrorCode = usesIDs && topic == nil ? .unknownTopicId : .unknownTopicOrPartition
      let missing = rows.partitions.filter { topic?.partition($0.partitionIndex) == nil }
      let present = topic.map { topic in rows.partitions.filter { topic.partition($0.partitionIndex) != nil }.map { (topic, $0) } } ?? []
      let answered =
        missing.map { OffsetCommitResponse.Partition(partitionIndex: $0.partitionIndex, errorCode: unknown) }
        + present.map { topic, row in
          .init(partitionIndex: row.partitionIndex, errorCode: error ?? group.map { commit(row, of: topic, to: $0) } ?? .none)
        }
      let result = OffsetCommitResponse.Topic(name: rows.name, topicId: rows.topicId, partitions: answered)
      if missing.isEmpty { complete.append(result) } else { incomplete.append(result) }
    }
    return OffsetCommitResponse(topics: incomplete + complete)
  }

  private func commit(_ row: OffsetCommitRequest.Partition, of topic: Topic, to group: Group) -> ErrorCode {
    guard (row.committedMetadata ?? "").utf8.count <= Self.maximumMetadata else { return .offsetMetadataTooLarge }
    let commit = GroupCommits.Commit(
      offset: row.committedOffset, leaderEpoch: row.committedLeaderEpoch, metadata: row.committedMetadata ?? "")
    group.commits.set(commit, topic: topic.name, partition: row.partitionIndex)
    return .none
  }

  /// Why nothing of the request is done.
  private func refusal(of request: OffsetCommitRequest, _ context: RequestContext) -> ErrorCode? {
    if let error = refusal(forGroup: request.groupId, at: context.broker, allowsEmpty: true) { return error }
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
