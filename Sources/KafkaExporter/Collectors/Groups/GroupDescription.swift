import KafkaProtocol

/// What a coordinator says of one group, in the state's terms.
struct GroupDescription: Sendable {
  var state: String?
  var protocolName = ""
  /// The group epoch; nil for classic groups, whose description has none.
  var epoch: Int?
  var members: [GroupMember] = []
  /// Dense partition indices and the member each is assigned to, by its index in `members`.
  var assignments: [(partition: Int32, member: Int32)] = []
  var subscribedTopics: Set<Int32> = []

  /// Adds a member with its assignment; topics and partitions that the layout does not have are left out of the indices, but count.
  mutating func add(
    _ member: GroupMember, assigned: some Sequence<(topic: String, partitions: [Int32])>, subscribed: some Sequence<String>,
    in layout: TopicLayout
  ) {
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
    for name in subscribed {
      if let topic = layout.topicIndex(named: name) { subscribedTopics.insert(Int32(truncatingIfNeeded: topic)) }
    }
    members.append(member)
  }
}

/// A coordinator's error code for one group.
struct GroupRefusal: Error {
  let code: ErrorCode
}

extension GroupRecord {
  /// Takes a description in place of the last one.
  mutating func describe(as description: GroupDescription, at now: Moment) {
    if let state = description.state, !state.isEmpty { self.state = state }
    protocolName = description.protocolName
    let order = description.members.indices.sorted { description.members[$0].memberID < description.members[$1].memberID }
    members = order.map { description.members[$0] }
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, member) in order.enumerated() { rank[member] = Int32(truncatingIfNeeded: position) }
    let assignments = description.assignments.sorted { $0.partition < $1.partition }
    assignedPartition = assignments.map(\.partition)
    assignedMember = assignments.map { rank[Int($0.member)] }
    subscribedTopic = description.subscribedTopics.sorted()

    // A classic group tells no epoch, but every rebalance that brings or takes a member shows in who is there.
    let generation = description.epoch ?? members?.map(\.memberID).hashValue ?? 0
    if let before = self.generation, before != generation { rebalances += 1 }
    self.generation = generation
    described = now
  }
}
