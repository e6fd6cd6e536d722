import KafkaProtocol

// Which requests a group refuses because of who asks, or who is in it.
extension Group {
  /// Members of consumer groups say who they are when they fetch their commits (KIP-848); administrators do not.
  func refusal(forFetchBy member: String?, epoch: Int32) -> ErrorCode? {
    guard case .consumer(let group) = membership, member != nil || epoch >= 0 else { return nil }
    guard let known = group.members[member ?? ""] else { return .unknownMemberId }
    return known.epoch == epoch ? nil : .staleMemberEpoch
  }

  /// Groups of something other than consumers say nothing of topics: their commits are deleted only when nobody is there (KIP-496).
  var forbidsDeletingOffsets: Bool {
    guard case .classic(let group) = membership, group.state != .empty else { return false }
    return group.protocolType != "consumer"
  }

  /// Whether a member wants the topic, so that its commits are in use.
  func isSubscribed(to topic: String) -> Bool {
    switch membership {
    case .classic(let group): group.isSubscribed(to: topic)
    case .consumer(let group): group.isSubscribed(to: topic)
    }
  }
}
