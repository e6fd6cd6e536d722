import KafkaProtocol

/// What a classic consumer's opaque bytes say (KIP-429, KIP-792): the subscription it joined with and the assignment it got.
///
/// Clients write these bytes, and any client may write anything: what can't be read is taken as empty.
struct ConsumerProtocolBytes {
  private(set) var subscription: [String] = []
  private(set) var assignment: [ConsumerProtocolAssignment.TopicPartition] = []

  init() {}

  init(_ member: DescribeGroupsResponse.DescribedGroupMember) {
    if !member.memberMetadata.isEmpty {
      subscription = (try? unsafe ConsumerProtocolSubscription.decode(prefixed: member.memberMetadata.span.bytes).topics) ?? []
    }
    if !member.memberAssignment.isEmpty {
      assignment = (try? unsafe ConsumerProtocolAssignment.decode(prefixed: member.memberAssignment.span.bytes).assignedPartitions) ?? []
    }
  }
}
