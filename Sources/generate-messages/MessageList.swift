/// What is generated. Another API is another line.
enum MessageList {
  static let apis: [API] = [
    API("AlterPartitionReassignments"),
    API("ApiVersions"),
    API("ConsumerGroupDescribe"),
    API("ConsumerGroupHeartbeat"),
    API("CreatePartitions"),
    API("CreateTopics"),
    API("DeleteGroups"),
    API("DeleteRecords"),
    API("DeleteTopics"),
    API("DescribeCluster"),
    API("DescribeConfigs"),
    API("DescribeGroups"),
    API("DescribeLogDirs"),
    API("DescribeQuorum"),
    API("DescribeTopicPartitions"),
    API("ElectLeaders"),
    API("Fetch"),
    API("FindCoordinator"),
    API("Heartbeat"),
    API("IncrementalAlterConfigs"),
    API("InitProducerId"),
    API("JoinGroup"),
    API("LeaveGroup"),
    API("ListGroups"),
    API("ListOffsets", streamed: ["Topics.Partitions"]),
    API("ListPartitionReassignments"),
    API("Metadata", streamed: ["Topics.Partitions"]),
    API("OffsetCommit"),
    API("OffsetDelete"),
    API("OffsetFetch", streamed: ["Topics.Partitions", "Groups.Topics.Partitions"], unified: offsetFetchStructs),
    API("OffsetForLeaderEpoch"),
    API("Produce"),
    API("SaslAuthenticate"),
    API("SaslHandshake"),
    API("ShareGroupDescribe"),
    API("StreamsGroupDescribe"),
    API("SyncGroup"),
  ]

  /// Messages that stand in bytes fields of others, behind their version.
  static let data = ["ConsumerProtocolAssignment", "ConsumerProtocolSubscription"]

  /// Version 8 moved the same structures one level down, under names of their own.
  private static let offsetFetchStructs = [
    "OffsetFetchRequestTopics": "OffsetFetchRequestTopic",
    "OffsetFetchResponseTopics": "OffsetFetchResponseTopic",
    "OffsetFetchResponsePartitions": "OffsetFetchResponsePartition",
  ]
}

/// One API: a request and its response.
struct API {
  let name: String
  /// Arrays of the response, as paths of Kafka's field names, that can also be handed over element by element.
  let streamed: [String]
  /// Structures of Kafka's that become one with another: each name, and the name it is replaced by. Their versions must not overlap.
  let unified: [String: String]

  init(_ name: String, streamed: [String] = [], unified: [String: String] = [:]) {
    self.name = name
    self.streamed = streamed
    self.unified = unified
  }
}
