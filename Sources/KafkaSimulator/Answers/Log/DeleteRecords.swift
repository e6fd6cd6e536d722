import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: DeleteRecordsRequest, _ context: RequestContext) -> DeleteRecordsResponse {
    DeleteRecordsResponse(
      topics: request.topics.map { asked in
        .init(
          name: asked.name,
          partitions: asked.partitions.map { row in
            do throws(Refusal) {
              let lowWatermark = try deleteRecords(row, of: asked.name, context)
              return .init(partitionIndex: row.partitionIndex, lowWatermark: lowWatermark)
            } catch {
              return .init(partitionIndex: row.partitionIndex, lowWatermark: -1, errorCode: error.code)
            }
          })
      })
  }

  /// - Returns: where the log of all replicas starts now.
  private func deleteRecords(
    _ asked: DeleteRecordsRequest.Partition, of name: String, _ context: RequestContext
  ) throws(Refusal) -> Int64 {
    guard let topic = topics[name], let partition = topic.partition(asked.partitionIndex) else { throw .unknownTopic }
    guard !topic.isInternal else { throw Refusal(.invalidTopicException) }
    guard partition.leader == context.broker else { throw Refusal(.notLeaderOrFollower) }
    guard topic.settings.deletes else { throw Refusal(.policyViolation) }
    // -1 stands for the high watermark.
    let offset = asked.offset == -1 ? partition.logEnd : asked.offset
    guard (0...partition.logEnd).contains(offset) else { throw Refusal(.offsetOutOfRange) }
    deleteRecords(of: topic, asked.partitionIndex, before: offset)
    return max(offset, partition.logStart)
  }
}
