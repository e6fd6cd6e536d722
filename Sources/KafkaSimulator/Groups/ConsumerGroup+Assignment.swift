import KafkaProtocol

// Who is to have what.
extension ConsumerGroup {
  /// The first of `group.consumer.assignors`.
  static let defaultAssignor = Assignor.uniform

  /// The assignor that most members ask for; of several, the first by name.
  var assignor: Assignor {
    var votes: [Assignor: Int] = [:]
    for member in members.values { if let wish = member.assignor { votes[wish, default: 0] += 1 } }
    return votes.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? Self.defaultAssignor
  }

  /// Computes the target for the group's epoch.
  mutating func assign(_ topics: TopicFacts) {
    // Static members come in the order of their instances, so that one that is replaced keeps its place.
    let sorted = members.values.sorted { ($0.instanceID ?? $0.id) < ($1.instanceID ?? $1.id) }
    let subscribers = sorted.map { member in
      Subscriber(
        id: member.id, topics: Set(subscription(of: member, topics).compactMap { topics.id(of: $0) }), current: target[member.id] ?? [:])
    }
    target = assignor.assign(to: subscribers) { topics.partitions(of: $0) }
    assignmentEpoch = epoch
  }

  /// The names of topics that a member wants, whether they exist or not.
  func subscription(of member: ConsumerMember, _ topics: TopicFacts) -> Set<String> {
    Set(member.topics)
  }
}
