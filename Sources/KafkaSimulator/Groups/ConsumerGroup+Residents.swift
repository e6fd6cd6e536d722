import KafkaProtocol

// Members without clients, and what the group does for them.
extension ConsumerGroup {
  /// What a client says by default: `max.poll.interval.ms`.
  private static let residentRebalanceTimeout = Duration.seconds(300)

  /// A group whose members have all joined, one epoch each, and have what they are to have; an empty one without members.
  init(residents: [(id: String, member: ResidentMember)], assignor: Assignor, topics: TopicFacts, at now: Timestamp) {
    guard !residents.isEmpty else { return }
    for (id, resident) in residents { members[id] = Self.member(id, resident, assignor: assignor) }
    beginEpoch(membersChanged: true, topics, at: now)
    epoch = Int32(clamping: residents.count + 1)
    assign(topics, at: now)
    residentsActAt = nil
    lastAssignment = nil
    for id in members.keys {
      members[id]?.epoch = epoch
      members[id]?.previousEpoch = epoch
      members[id]?.assigned = target[id] ?? [:]
    }
  }

  /// A resident joins; partitions move from the others to it.
  ///
  /// - Parameter pause: how long a new target takes to compute, and then how long residents take to reach it.
  mutating func add(_ resident: ResidentMember, id: String, pause: Duration, topics: TopicFacts, at now: Timestamp) {
    residentPause = pause
    members[id] = Self.member(id, resident, assignor: nil)
    beginEpoch(membersChanged: true, topics, at: now, pause: pause)
  }

  /// A member goes, whether it has a client or not; the others share out what it had.
  ///
  /// - Parameter pause: how long a new target takes to compute, and then how long residents take to reach it.
  /// - Returns: whether there was such a member.
  mutating func remove(member id: String, pause: Duration, topics: TopicFacts, at now: Timestamp) -> Bool {
    guard members[id] != nil else { return false }
    residentPause = pause
    drop(id, topics, at: now, pause: pause)
    return true
  }

  private static func member(_ id: String, _ resident: ResidentMember, assignor: Assignor?) -> ConsumerMember {
    var member = ConsumerMember(
      id: id, instanceID: resident.instanceID, clientID: resident.clientID, clientHost: resident.clientHost,
      rebalanceTimeout: residentRebalanceTimeout, topics: Set(resident.topics).sorted(), assignor: assignor)
    member.isResident = true
    return member
  }
}
