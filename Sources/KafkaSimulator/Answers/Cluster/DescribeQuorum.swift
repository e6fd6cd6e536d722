import KafkaProtocol

extension SimulatedCluster {
  private static let metadataTopic = "__cluster_metadata"

  func answer(_ request: DescribeQuorumRequest, version: Int16) -> DescribeQuorumResponse {
    var response = DescribeQuorumResponse(
      topics: request.topics.map { topic in
        .init(
          topicName: topic.topicName, partitions: topic.partitions.map { describe(topic.topicName, $0.partitionIndex, version: version) })
      })
    let isKnown = response.topics.contains { $0.partitions.contains { $0.errorCode == .none } }
    if version >= 2, isKnown {
      // The controllers' own listeners are none that a simulated node has: the one for clients stands for them.
      response.nodes = quorum.voters.compactMap { brokers[$0] }.map {
        .init(nodeId: $0.id, listeners: [.init(name: "CONTROLLER", host: $0.host, port: $0.port)])
      }
    }
    return response
  }

  private func describe(_ topic: String, _ partition: Int32, version: Int16) -> DescribeQuorumResponse.PartitionData {
    guard topic == Self.metadataTopic, partition == 0 else {
      return .init(partitionIndex: partition, errorCode: .unknownTopicOrPartition, errorMessage: Refusal.unknownTopic.message)
    }
    return .init(
      partitionIndex: partition, leaderId: quorum.leader, leaderEpoch: quorum.leaderEpoch, highWatermark: quorum.logEnd(at: now),
      currentVoters: quorum.voters.map(replicaState), observers: quorum.observers.filter { brokers[$0]?.isAlive == true }.map(replicaState))
  }

  private func replicaState(_ node: Int32) -> DescribeQuorumResponse.ReplicaState {
    let progress = quorum.progress(of: node, at: now)
    return .init(
      replicaId: node, logEndOffset: progress.logEnd, lastFetchTimestamp: progress.lastFetch.milliseconds,
      lastCaughtUpTimestamp: progress.lastCaughtUp.milliseconds)
  }
}
