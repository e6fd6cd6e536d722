package import KafkaProtocol

/// Every generated message; a test of KafkaProtocol compares it with the generated files.
package enum MessageCatalogue {
  package static let requests: [any KafkaRequest.Type] = [
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

  package static let data: [any KafkaMessage.Type] = [ConsumerProtocolAssignment.self, ConsumerProtocolSubscription.self]

  package static var messages: [any KafkaMessage.Type] {
    requests.flatMap { [$0, response(of: $0)] as [any KafkaMessage.Type] } + data
  }

  package static func named(_ name: String) -> (any KafkaMessage.Type)? { messages.first { "\($0)" == name } }

  package static func request(of message: any KafkaMessage.Type) -> (any KafkaRequest.Type)? {
    requests.first { $0 == message || response(of: $0) == message }
  }

  private static let requestsByKey = Dictionary(uniqueKeysWithValues: requests.map { ($0.apiKey, $0) })

  package static func request(for key: APIKey) -> (any KafkaRequest.Type)? { requestsByKey[key] }

  /// The type of the request that these bytes begin as. Throws for another API.
  package static func request(in span: RawSpan) throws(WireError) -> any KafkaRequest.Type {
    let key = try Frame.decodeRequestHeader(from: span).apiKey
    guard let type = requestsByKey[key] else { throw WireError("RequestHeader.apiKey", offset: 0, .otherAPI(key)) }
    return type
  }

  private static func response<Request: KafkaRequest>(of request: Request.Type) -> any KafkaMessage.Type { Request.Response.self }
}
