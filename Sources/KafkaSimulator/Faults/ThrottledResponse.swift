import KafkaProtocol

/// An answer that can say for how long the client is throttled, in milliseconds (KIP-219). All can but those of SASL and DescribeQuorum.
protocol ThrottledResponse: KafkaMessage {
  var throttleTimeMs: Int32 { get set }
}

extension AlterPartitionReassignmentsResponse: ThrottledResponse {}
extension ApiVersionsResponse: ThrottledResponse {}
extension ConsumerGroupDescribeResponse: ThrottledResponse {}
extension ConsumerGroupHeartbeatResponse: ThrottledResponse {}
extension CreatePartitionsResponse: ThrottledResponse {}
extension CreateTopicsResponse: ThrottledResponse {}
extension DeleteGroupsResponse: ThrottledResponse {}
extension DeleteRecordsResponse: ThrottledResponse {}
extension DeleteTopicsResponse: ThrottledResponse {}
extension DescribeClusterResponse: ThrottledResponse {}
extension DescribeConfigsResponse: ThrottledResponse {}
extension DescribeGroupsResponse: ThrottledResponse {}
extension DescribeLogDirsResponse: ThrottledResponse {}
extension DescribeTopicPartitionsResponse: ThrottledResponse {}
extension ElectLeadersResponse: ThrottledResponse {}
extension FetchResponse: ThrottledResponse {}
extension FindCoordinatorResponse: ThrottledResponse {}
extension HeartbeatResponse: ThrottledResponse {}
extension IncrementalAlterConfigsResponse: ThrottledResponse {}
extension InitProducerIdResponse: ThrottledResponse {}
extension JoinGroupResponse: ThrottledResponse {}
extension LeaveGroupResponse: ThrottledResponse {}
extension ListGroupsResponse: ThrottledResponse {}
extension ListOffsetsResponse: ThrottledResponse {}
extension ListPartitionReassignmentsResponse: ThrottledResponse {}
extension MetadataResponse: ThrottledResponse {}
extension OffsetCommitResponse: ThrottledResponse {}
extension OffsetDeleteResponse: ThrottledResponse {}
extension OffsetFetchResponse: ThrottledResponse {}
extension OffsetForLeaderEpochResponse: ThrottledResponse {}
extension ProduceResponse: ThrottledResponse {}
extension ShareGroupDescribeResponse: ThrottledResponse {}
extension StreamsGroupDescribeResponse: ThrottledResponse {}
extension SyncGroupResponse: ThrottledResponse {}
