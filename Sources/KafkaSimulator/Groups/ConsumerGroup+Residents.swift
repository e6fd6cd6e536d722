import KafkaProtocol

// Members without clients, and what the group does for them.
extension ConsumerGroup {
  /// What a client says by default: `max.poll.interval.ms`.
  private static let residentRebalanceTimeout = Duration.seconds(300)

  /// A group whose members have all joined, one epoch each, and have what they are to have.
  init(residents: [(id: String, member: ResidentMember)], assignor: Assignor, topics: TopicFacts) {
    epoch = Int32(clamping: residents.count)
    for (id, resident) in residents { members[id] = Self.member(id, resident, assignor: assignor) }
    assign(topics)
    for id in members.keys {
      members[id]?.epoch = epoch
      members[id]?.previousEpoch = epoch
      members[id]?.assigned = target[id] ?? [:]
    }
  }

  static func member(_ id: String, _ resident: ResidentMember, assignor: Assignor?) -> ConsumerMember {
    var member = ConsumerMember(
      id: id, instanceID: resident.instanceID, clientID: resident.clientID, clientHost: resident.clientHost,
      rebalanceTimeout: residentRebalanceTimeout, topics: resident.topics.sorted(), assignor: assignor)
    member.isResident = true
    return member
  }
}
