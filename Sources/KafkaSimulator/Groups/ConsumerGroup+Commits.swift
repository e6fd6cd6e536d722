import KafkaProtocol

extension ConsumerGroup {
  /// Why a commit is refused because of who makes it; nil when it is not.
  ///
  /// - Parameter topicID: of a name, for versions that name topics.
  func refusal(ofCommit request: OffsetCommitRequest, version: Int16, topicID: (String) -> KafkaUUID?) -> ErrorCode? {
    let epoch = request.generationIdOrMemberEpoch
    // Who assigns partitions by hand commits without being a member, while nobody else is.
    if epoch < 0, members.isEmpty { return nil }
    guard let member = members[request.memberId] else { return .unknownMemberId }
    if version < 9 { return .unsupportedVersion }
    if epoch == member.epoch { return nil }
    guard epoch < member.epoch else { return .staleMemberEpoch }
    // An epoch that is over will do for partitions that the member has had since (KIP-1251).
    let hadAll = request.topics.allSatisfy { topic in
      let id = version >= 10 ? topic.topicId : topicID(topic.name) ?? .zero
      return topic.partitions.allSatisfy { row in member.assignedIn[id]?[row.partitionIndex].map { $0 <= epoch } ?? false }
    }
    return hadAll ? nil : .staleMemberEpoch
  }

  /// Whether a member wants the topic.
  func isSubscribed(to topic: String) -> Bool {
    wantedTopics[topic] != nil || members.values.contains { $0.topics.contains(topic) }
  }
}
