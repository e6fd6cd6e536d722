import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: ListOffsetsRequest, _ context: RequestContext) -> ListOffsetsResponse {
    let topicsAreUnique = Set(request.topics.map(\.name)).count == request.topics.count
    return ListOffsetsResponse(
      topics: request.topics.map { asked in
        let topic = topics[asked.name]
        let duplicates = topicsAreUnique ? asked.partitions.duplicates : Set(asked.partitions.map(\.partitionIndex))
        return .init(
          name: asked.name,
          partitions: asked.partitions.map { row in
            if !duplicates.isEmpty, duplicates.contains(row.partitionIndex) {
              return .init(partitionIndex: row.partitionIndex, errorCode: .invalidRequest)
            }
            return offset(row, of: topic, replica: request.replicaId, context)
          })
      })
  }

  private func offset(
    _ asked: ListOffsetsRequest.Partition, of topic: Topic?, replica: Int32, _ context: RequestContext
  ) -> ListOffsetsResponse.Partition {
    var row = ListOffsetsResponse.Partition(partitionIndex: asked.partitionIndex)
    guard ListedOffset.isKnown(asked.timestamp, in: context.version) else {
      row.errorCode = .unsupportedVersion
      return row
    }
    guard let topic, let partition = topic.partition(asked.partitionIndex) else {
      row.errorCode = .unknownTopicOrPartition
      return row
    }
    row.errorCode = partition.refusal(
      by: context.broker, currentLeaderEpoch: asked.currentLeaderEpoch, onlyLeader: replica != ListedOffset.debuggingReplica)
    guard row.errorCode == .none else { return row }
    if let found = find(asked.timestamp, in: partition, of: topic) {
      row.timestamp = found.timestamp
      row.offset = found.offset
      // Versions before have no place for it.
      if context.version >= 4 {
        row.leaderEpoch = asked.timestamp == ListedOffset.latest ? partition.leaderEpoch : partition.epoch(of: found.offset)
      }
    }
    return row
  }

  private func find(_ timestamp: Int64, in partition: Partition, of topic: Topic) -> RecordTime? {
    switch timestamp {
    // There are no transactions, so the last stable offset is the high watermark, and whatever the isolation level, this is the one.
    case ListedOffset.latest: RecordTime(timestamp: -1, offset: partition.logEnd)
    case ListedOffset.earliest, ListedOffset.earliestLocal: RecordTime(timestamp: -1, offset: partition.logStart)
    case ListedOffset.maxTimestamp: topic.latestRecord(of: partition)
    // No partition has remote storage.
    case ListedOffset.latestTiered, ListedOffset.earliestPendingUpload: nil
    default: topic.firstRecord(of: partition, notBefore: timestamp)
    }
  }
}

/// The negative timestamps that stand for offsets (ListOffsetsRequest in the clients).
enum ListedOffset {
  static let latest: Int64 = -1
  static let earliest: Int64 = -2
  /// KIP-734
  static let maxTimestamp: Int64 = -3
  /// KIP-405
  static let earliestLocal: Int64 = -4
  /// KIP-1005
  static let latestTiered: Int64 = -5
  /// KIP-1023
  static let earliestPendingUpload: Int64 = -6
  /// The replica id of who may ask a follower.
  static let debuggingReplica: Int32 = -2

  /// Whether the version of the API knows the timestamp.
  static func isKnown(_ timestamp: Int64, in version: Int16) -> Bool {
    switch timestamp {
    case earliestPendingUpload: version >= 11
    case latestTiered: version >= 9
    case earliestLocal: version >= 8
    case maxTimestamp: version >= 7
    default: timestamp >= earliest
    }
  }
}

extension [ListOffsetsRequest.Partition] {
  /// The partitions that are there twice. Clients send them in order, and then there is nothing to remember.
  fileprivate var duplicates: Set<Int32> {
    guard zip(self, dropFirst()).contains(where: { $0.partitionIndex >= $1.partitionIndex }) else { return [] }
    var seen: Set<Int32> = []
    return Set(compactMap { seen.insert($0.partitionIndex).inserted ? nil : $0.partitionIndex })
  }
}
