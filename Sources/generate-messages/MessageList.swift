/// What is generated. Another API is another line.
enum MessageList {
  static let apis: [API] = [
    API("ApiVersions"),
    API("ConsumerGroupDescribe"),
    API("CreateTopics"),
    API("DeleteGroups"),
    API("DeleteTopics"),
    API("DescribeCluster"),
    API("DescribeConfigs"),
    API("DescribeGroups"),
    API("DescribeQuorum"),
    API("DescribeTopicPartitions"),
    API("FindCoordinator"),
    API("ListGroups"),
    API("ListOffsets", streamed: ["Topics.Partitions"]),
    API("Metadata", streamed: ["Topics.Partitions"]),
    API("OffsetCommit"),
    API("OffsetFetch", streamed: ["Topics.Partitions", "Groups.Topics.Partitions"], unified: offsetFetchStructs),
    API("SaslAuthenticate"),
    API("SaslHandshake"),
    API("ShareGroupDescribe"),
    API("StreamsGroupDescribe"),
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
