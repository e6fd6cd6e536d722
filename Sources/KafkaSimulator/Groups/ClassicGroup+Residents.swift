import KafkaProtocol

// Members without clients, and what the group does for them.
extension ClassicGroup {
  /// What clients say by default: `max.poll.interval.ms` and `session.timeout.ms`.
  private static let residentRebalanceTimeout = Duration.seconds(300)
  private static let residentSessionTimeout = Duration.seconds(45)

  /// A group in its first generation, as it is when all its members have joined and synced; an empty one without members.
  init(
    residents: [(id: String, member: ResidentMember)], assignor: Assignor, initialRebalanceDelay: Duration, partitions: (String) -> Int32?
  ) {
    self.init(initialRebalanceDelay: initialRebalanceDelay)
    guard !residents.isEmpty else { return }
    for (id, resident) in residents {
      members[id] = Self.member(id, resident, protocolName: assignor.rawValue)
      members[id]?.isNew = false
    }
    protocolType = "consumer"
    protocolName = assignor.rawValue
    leader = residents.first?.id
    generation = 1
    state = .stable
    takeAssignments(computeAssignments(partitions: partitions))
  }

  /// A resident joins; the others join again.
  ///
  /// - Parameter pause: how long residents take to join, and then to sync.
  mutating func add(_ resident: ResidentMember, id: String, pause: Duration, at now: Timestamp) {
    residentPause = pause
    if members.isEmpty { protocolType = "consumer" }
    if leader == nil { leader = id }
    let spoken = protocolName ?? selectProtocol() ?? Assignor.range.rawValue
    members[id] = Self.member(id, resident, protocolName: spoken)
    // Others that wait for each other already wait for this one too.
    if state == .preparingRebalance { residentsActAt = now + pause } else { prepareRebalance(at: now) }
  }

  /// A member goes, whether it has a client or not; those who stay share out the partitions anew.
  ///
  /// - Parameter pause: how long residents take to join, and then to sync.
  /// - Returns: whether there was such a member.
  mutating func remove(member id: String, pause: Duration, at now: Timestamp) -> Bool {
    guard members[id] != nil else { return false }
    residentPause = pause
    remove(id)
    membersLeft(at: now)
    return true
  }

  private static func member(_ id: String, _ resident: ResidentMember, protocolName: String) -> ClassicMember {
    let subscription = ConsumerProtocolSubscription(topics: resident.topics)
    var member = ClassicMember(
      id: id, instanceID: resident.instanceID, clientID: resident.clientID, clientHost: resident.clientHost,
      sessionTimeout: residentSessionTimeout, rebalanceTimeout: residentRebalanceTimeout,
      // Only a name past 32 kB could not be encoded, and no topic has one.
      protocols: [.init(name: protocolName, metadata: (try? subscription.encodePrefixed(version: 3)) ?? [])])
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
}
