import KafkaProtocol

/// Every generated message; a test compares it with the generated files.
enum MessageCatalogue {
  static let requests: [any KafkaRequest.Type] = [
    AlterPartitionReassignmentsRequest.self, ApiVersionsRequest.self, ConsumerGroupDescribeRequest.self, ConsumerGroupHeartbeatRequest.self,
    CreatePartitionsRequest.self,
    CreateTopicsRequest.self, DeleteGroupsRequest.self, DeleteRecordsRequest.self, DeleteTopicsRequest.self, DescribeClusterRequest.self,
    DescribeConfigsRequest.self, DescribeGroupsRequest.self, DescribeLogDirsRequest.self, DescribeQuorumRequest.self,
    DescribeTopicPartitionsRequest.self, ElectLeadersRequest.self, FetchRequest.self, FindCoordinatorRequest.self, HeartbeatRequest.self,
    IncrementalAlterConfigsRequest.self, InitProducerIdRequest.self, JoinGroupRequest.self, LeaveGroupRequest.self, ListGroupsRequest.self,
    ListOffsetsRequest.self, ListPartitionReassignmentsRequest.self, MetadataRequest.self, OffsetCommitRequest.self,
    OffsetDeleteRequest.self, OffsetFetchRequest.self, OffsetForLeaderEpochRequest.self, ProduceRequest.self, SaslAuthenticateRequest.self,
    SaslHandshakeRequest.self, ShareGroupDescribeRequest.self, StreamsGroupDescribeRequest.self, SyncGroupRequest.self,
  ]

  static let data: [any KafkaMessage.Type] = [ConsumerProtocolAssignment.self, ConsumerProtocolSubscription.self]

  static var messages: [any KafkaMessage.Type] {
    requests.flatMap { [$0, response(of: $0)] as [any KafkaMessage.Type] } + data
  }

  static func named(_ name: String) -> (any KafkaMessage.Type)? { messages.first { "\($0)" == name } }

  static func request(of message: any KafkaMessage.Type) -> (any KafkaRequest.Type)? {
    requests.first { $0 == message || response(of: $0) == message }
  }

  private static func response<Request: KafkaRequest>(of request: Request.Type) -> any KafkaMessage.Type { Request.Response.self }
}
