import KafkaProtocol

/// What a client wants of one partition.
struct FetchedPartition {
  /// Says which partition: by its topic's id from version 13 of Fetch on, by its name before.
  struct Key: Hashable {
    var topicName: String
    var topicID: KafkaUUID
    var index: Int32
  }

  var key: Key
  /// What the topic was called when the client first asked for its id; it may have been deleted since.
  var knownName: String?
  var currentLeaderEpoch: Int32
  var offset: Int64
  /// The epoch of the record before the offset, -1 when the client does not say (KIP-595).
  var lastFetchedEpoch: Int32
  var maximumBytes: Int32

  init(_ partition: FetchRequest.Partition, of topic: FetchRequest.Topic) {
    key = Key(topicName: topic.topic, topicID: topic.topicId, index: partition.partition)
    currentLeaderEpoch = partition.currentLeaderEpoch
    offset = partition.fetchOffset
    lastFetchedEpoch = partition.lastFetchedEpoch
    maximumBytes = partition.partitionMaxBytes
  }
}

extension FetchRequest {
  /// The partitions that the request names, in its order.
  var fetchedPartitions: [FetchedPartition] {
    topics.flatMap { topic in topic.partitions.map { FetchedPartition($0, of: topic) } }
  }

  /// The partitions that a session is not to include any more.
  var forgottenPartitions: [FetchedPartition.Key] {
    forgottenTopicsData.flatMap { topic in
      topic.partitions.map { FetchedPartition.Key(topicName: topic.topic, topicID: topic.topicId, index: $0) }
    }
  }
}
