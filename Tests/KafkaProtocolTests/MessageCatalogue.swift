import KafkaProtocol

/// Every generated message; a test compares it with the generated files.
enum MessageCatalogue {
  static let requests: [any KafkaRequest.Type] = [
    ApiVersionsRequest.self, ConsumerGroupDescribeRequest.self, CreateTopicsRequest.self, DeleteGroupsRequest.self,
    DeleteTopicsRequest.self, DescribeClusterRequest.self, DescribeConfigsRequest.self, DescribeGroupsRequest.self,
    DescribeQuorumRequest.self, DescribeTopicPartitionsRequest.self, FindCoordinatorRequest.self, ListGroupsRequest.self,
    ListOffsetsRequest.self, MetadataRequest.self, OffsetCommitRequest.self, OffsetFetchRequest.self, SaslAuthenticateRequest.self,
    SaslHandshakeRequest.self, ShareGroupDescribeRequest.self, StreamsGroupDescribeRequest.self,
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
