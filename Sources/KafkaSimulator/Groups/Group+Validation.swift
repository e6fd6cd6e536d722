import KafkaProtocol

// Which requests a group refuses because of who asks.
extension Group {
  /// Members of consumer groups say who they are when they fetch their commits (KIP-848); administrators do not.
  func refusal(forFetchBy member: String?, epoch: Int32) -> ErrorCode? {
    guard case .consumer(let group) = membership, member != nil || epoch >= 0 else { return nil }
    guard let known = group.members[member ?? ""] else { return .unknownMemberId }
    return known.epoch == epoch ? nil : .staleMemberEpoch
  }
}
