import KafkaProtocol

// Members without clients, and what the group does for them.
extension ClassicGroup {
  /// How long residents wait for live members, and what clients would say by default.
  private static let residentRebalanceTimeout = Duration.seconds(300)
  private static let residentSessionTimeout = Duration.seconds(45)

  /// A group in its first generation, as it is when all its members have joined and synced.
  init(residents: [(id: String, member: ResidentMember)], assignor: Assignor, partitions: (String) -> Int32?) {
    guard !residents.isEmpty else { return }
    for (id, resident) in residents { members[id] = Self.member(id, resident, assignor: assignor) }
    protocolType = "consumer"
    protocolName = assignor.rawValue
    leader = residents.first?.id
    generation = 1
    state = .stable
    for id in members.keys {
      members[id]?.isNew = false
      members[id]?.hasJoined = false
    }
    takeAssignments(computeAssignments(partitions: partitions))
  }

  static func member(_ id: String, _ resident: ResidentMember, assignor: Assignor) -> ClassicMember {
    let subscription = ConsumerProtocolSubscription(topics: resident.topics)
    var member = ClassicMember(
      id: id, instanceID: resident.instanceID, clientID: resident.clientID, clientHost: resident.clientHost,
      sessionTimeout: residentSessionTimeout, rebalanceTimeout: residentRebalanceTimeout,
      // Only a name past 32 kB could not be encoded, and no topic has one.
      protocols: [.init(name: assignor.rawValue, metadata: (try? subscription.encodePrefixed(version: 3)) ?? [])])
    member.isResident = true
    return member
  }

  /// What a resident leader answers with: the partitions by the protocol's assignor, or by range for a protocol of another name.
  func computeAssignments(partitions: (String) -> Int32?) -> [String: [UInt8]] {
    let name = protocolName ?? ""
    let subscribers = members.values.sorted { ($0.instanceID ?? $0.id) < ($1.instanceID ?? $1.id) }.map { member in
      let subscription = try? ConsumerProtocolSubscription.decode(prefixed: member.metadata(name).span.rawBytes)
      return Subscriber(id: member.id, topics: Set(subscription?.topics ?? []))
    }
    let assigned = (Assignor(rawValue: name) ?? .range).assign(to: subscribers, partitions: partitions)
    return assigned.compactMapValues { topics in
      let rows = topics.sorted { $0.key < $1.key }
      return try? ConsumerProtocolAssignment(assignedPartitions: rows.map { .init(topic: $0.key, partitions: $0.value) })
        .encodePrefixed(version: 3)
    }
  }

  /// Members that were assigned nothing have empty bytes.
  mutating func takeAssignments(_ assignments: [String: [UInt8]]) {
    for id in members.keys { members[id]?.assignment = assignments[id] ?? [] }
  }
}
