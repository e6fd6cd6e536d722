import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: OffsetForLeaderEpochRequest, _ context: RequestContext) -> OffsetForLeaderEpochResponse {
    OffsetForLeaderEpochResponse(
      topics: request.topics.map { asked in
        let topic = topics[asked.topic]
        return .init(
          topic: asked.topic,
          partitions: asked.partitions.map { row in
            guard let partition = topic?.partition(row.partition) else {
              return .init(errorCode: .unknownTopicOrPartition, partition: row.partition)
            }
            let refusal = partition.refusal(by: context.broker, currentLeaderEpoch: row.currentLeaderEpoch)
            guard refusal == .none else { return .init(errorCode: refusal, partition: row.partition) }
            let end = partition.end(of: row.leaderEpoch)
            return .init(partition: row.partition, leaderEpoch: end.epoch, endOffset: end.offset)
          })
      })
  }
}
