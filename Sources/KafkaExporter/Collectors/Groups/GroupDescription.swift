import KafkaProtocol

/// What a coordinator says of one group, in the state's terms.
struct GroupDescription: Sendable {
  var state: String?
  var protocolName = ""
  /// The group epoch; nil for classic groups, whose description has none.
  var epoch: Int32?
  private(set) var members: [GroupMember] = []
  /// Dense partition indices and the member each is assigned to, by its index in `members`.
  private(set) var assignments: [(partition: Int32, member: Int32)] = []
  private(set) var subscribedTopics: Set<Int32> = []
  /// As in `GroupFacts`.
  var isAssignmentKnown = true
  /// As in `GroupFacts`.
  var isSubscriptionKnown = true

  /// Adds a member with its assignment; topics and partitions that the layout does not have are left out of the indices, but count.
  mutating func add(_ member: GroupMember, assigned: some Sequence<(topic: String, partitions: [Int32])>, in layout: TopicLayout) {
    var member = member
    let number = Int32(truncatingIfNeeded: members.count)
    member.assignedPartitions = 0
    for (name, partitions) in assigned {
      member.assignedPartitions += partitions.count
      guard let topic = layout.topicIndex(named: name) else { continue }
      for partition in partitions {
        guard let index = layout.partitionIndex(topic: topic, partition: partition) else { continue }
        assignments.append((Int32(truncatingIfNeeded: index), number))
      }
      // Who subscribes by a pattern names no topics; what is assigned is subscribed all the same.
      subscribedTopics.insert(Int32(truncatingIfNeeded: topic))
    }
    members.append(member)
  }

  /// Adds topics that a member subscribes to; those that the layout does not have are left out.
  mutating func subscribe(to topics: some Sequence<String>, in layout: TopicLayout) {
    for name in topics {
      if let topic = layout.topicIndex(named: name) { subscribedTopics.insert(Int32(truncatingIfNeeded: topic)) }
    }
  }
}

/// A coordinator's error code for one group.
struct GroupRefusal: Error, Equatable {
  let code: ErrorCode
}

extension GroupRecord {
  /// Takes a description in place of the last one.
  mutating func describe(as description: GroupDescription, at now: Moment) {
    if let state = description.state, !state.isEmpty { self.state = state }
    protocolName = description.protocolName
    isAssignmentKnown = description.isAssignmentKnown
    isSubscriptionKnown = description.isSubscriptionKnown
    let order = description.members.indices.sorted { utf8Precedes(description.members[$0].memberID, description.members[$1].memberID) }
    let sorted = order.map { description.members[$0] }
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, member) in order.enumerated() { rank[member] = Int32(truncatingIfNeeded: position) }
    let assignments = description.assignments.map { (partition: $0.partition, member: rank[Int($0.member)]) }.sorted { $0 < $1 }
    members = sorted
    assignedPartition = assignments.map(\.partition)
    assignedMember = assignments.map(\.member)
    subscribedTopic = description.subscribedTopics.sorted()

    let next = description.epoch.map { GroupGeneration.epoch($0) } ?? .members(sorted.map(\.memberID).hashValue)
    if let generation, generation != next { rebalances += 1 }
    generation = next
    described = now
  }
}
