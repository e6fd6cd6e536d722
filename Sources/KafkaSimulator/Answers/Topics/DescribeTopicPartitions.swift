import KafkaProtocol

extension SimulatedCluster {
  /// `max.request.partition.size.limit`
  private static let partitionLimit: Int32 = 2_000

  /// Topics by name, as many partitions as fit, and where to go on (KIP-966).
  func answer(_ request: DescribeTopicPartitionsRequest) -> DescribeTopicPartitionsResponse {
    let cursor = request.cursor
    let asked = Set(request.topics.isEmpty ? Array(topics.keys) : request.topics.map(\.name))
    let names = asked.filter { $0 >= (cursor?.topicName ?? "") }.sorted()
    if let cursor {
      let isAmongAsked = request.topics.isEmpty || names.contains(cursor.topicName)
      guard isAmongAsked, cursor.partitionIndex >= 0 else {
        return DescribeTopicPartitionsResponse(topics: request.topics.map { .init(errorCode: .invalidRequest, name: $0.name) })
      }
    }
    var remaining = Int(max(1, min(Self.partitionLimit, request.responsePartitionLimit)))
    var response = DescribeTopicPartitionsResponse()
    for name in names {
      guard remaining > 0 else {
        response.nextCursor = .init(topicName: name, partitionIndex: 0)
        break
      }
      guard let topic = topics[name] else {
        response.topics.append(missing(name))
        continue
      }
      let first = cursor?.topicName == name ? Int(cursor?.partitionIndex ?? 0) : 0
      let shown = topic.partitions.indices.dropFirst(first).prefix(remaining)
      response.topics.append(describe(topic, shown))
      if shown.endIndex < topic.partitions.endIndex {
        response.nextCursor = .init(topicName: name, partitionIndex: Int32(clamping: shown.endIndex))
        break
      }
      remaining -= shown.count
    }
    return response
  }

  private func missing(_ name: String) -> DescribeTopicPartitionsResponse.Topic {
    .init(
      errorCode: TopicName.problem(name) == nil ? .unknownTopicOrPartition : .invalidTopicException, name: name,
      isInternal: TopicName.isInternal(name), topicAuthorizedOperations: AuthorizedOperations.topic)
  }

  private func describe(_ topic: Topic, _ shown: some Sequence<Int>) -> DescribeTopicPartitionsResponse.Topic {
    .init(
      name: topic.name, topicId: topic.id, isInternal: topic.isInternal,
      partitions: shown.map { index in
        let partition = topic.partitions[index]
        return .init(
          // Without a leader it is no error here, as it is in Metadata.
          partitionIndex: Int32(clamping: index), leaderId: partition.leader, leaderEpoch: partition.leaderEpoch,
          replicaNodes: partition.replicas, isrNodes: partition.inSync,
          eligibleLeaderReplicas: partition.eligible, lastKnownElr: partition.lastLeader < 0 ? [] : [partition.lastLeader],
          offlineReplicas: partition.replicas.filter { brokers[$0]?.isAlive != true })
      }, topicAuthorizedOperations: AuthorizedOperations.topic)
  }
}
