import KafkaProtocol

/// What a classic consumer's opaque bytes say (KIP-429, KIP-792): the subscription it joined with and the assignment it got.
///
/// Clients write these bytes, and any client may write anything: what can't be read is nil. No bytes are no topics.
struct ConsumerProtocolBytes {
  let subscription: [String]?
  let assignment: [(topic: String, partitions: [Int32])]?

  init(_ member: DescribeGroupsResponse.DescribedGroupMember) {
    subscription =
      member.memberMetadata.isEmpty ? [] : try? ConsumerProtocolSubscription.decode(prefixed: member.memberMetadata.span.rawBytes).topics
    assignment =
      member.memberAssignment.isEmpty
      ? []
      : try? ConsumerProtocolAssignment.decode(prefixed: member.memberAssignment.span.rawBytes).assignedPartitions.map {
        ($0.topic, $0.partitions)
      }
  }
}
