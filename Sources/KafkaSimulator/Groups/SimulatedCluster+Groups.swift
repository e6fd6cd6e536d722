import KafkaProtocol

// Groups come and go, and commit, without clients: for scenarios and for clusters of a size that no client could fill.
extension SimulatedCluster {
  package func group(_ id: String) -> Group? { groups[id] }

  /// Creates a group whose members have joined and have their partitions: it is Stable, or Empty without members.
  ///
  /// - Parameter assignor: nil for the default of the type, range for classic groups and uniform for the others.
  /// - Throws: INVALID_GROUP_ID for an empty id, DUPLICATE_RESOURCE for one that is taken.
  @discardableResult
  package func createGroup(
    _ id: String, type: GroupType = .classic, members: [ResidentMember] = [], assignor: Assignor? = nil
  ) throws(Refusal) -> Group {
    guard !id.isEmpty else { throw Refusal(.invalidGroupId) }
    guard groups[id] == nil else { throw Refusal(.duplicateResource, "Group '\(id)' already exists.") }
    let residents = members.map { (id: newMemberID($0, type: type), member: $0) }
    let topics = TopicFacts(of: self)
    switch type {
    case .classic:
      let group = ClassicGroup(
        residents: residents, assignor: assignor ?? .range, initialRebalanceDelay: defaults.initialRebalanceDelay
      ) { topics.partitions(of: $0) }
      return add(id, .classic(group))
    case .consumer:
      let group = ConsumerGroup(residents: residents, assignor: assignor ?? ConsumerGroup.defaultAssignor, topics: topics, at: now)
      return add(id, .consumer(group))
    }
  }

  /// Commits one offset. The group is created when it does not exist.
  ///
  /// - Throws: INVALID_GROUP_ID; UNKNOWN_TOPIC_OR_PARTITION.
  package func commit(_ commit: GroupCommits.Commit, group id: String, topic: String, partition: Int32) throws(Refusal) {
    guard topics[topic]?.partition(partition) != nil else { throw .unknownTopic }
    try groupToCommitTo(id).commits.set(commit, topic: topic, partition: partition)
  }

  /// Replaces all that a group has committed for a topic. The group is created when it does not exist.
  ///
  /// - Parameter offsets: by partition from 0; -1 for none. Groups that are given the same array share its memory.
  /// - Throws: INVALID_GROUP_ID; UNKNOWN_TOPIC_OR_PARTITION, also when there are more offsets than partitions.
  package func commit(offsets: [Int64], group id: String, topic: String) throws(Refusal) {
    guard let partitions = topics[topic]?.partitions.count, offsets.count <= partitions else { throw .unknownTopic }
    try groupToCommitTo(id).commits.setColumn(offsets, topic: topic)
  }

  /// Removes a group with all its members and commits, as if they had left before.
  ///
  /// - Throws: GROUP_ID_NOT_FOUND.
  package func deleteGroup(_ id: String) throws(Refusal) {
    _ = try existingGroup(id)
    groups[id] = nil
    waits.notify(.group(id))
  }

  /// A member without a client joins; the group shares out the partitions anew.
  ///
  /// - Parameter rebalance: how long that takes. A classic group is preparing for the first half and completing for the second, a consumer group
  ///   assigns and then reconciles. Members with clients take the time they take.
  /// - Returns: the member's id.
  /// - Throws: GROUP_ID_NOT_FOUND.
  @discardableResult
  package func addMember(_ member: ResidentMember, to id: String, rebalance: Duration = .zero) throws(Refusal) -> String {
    let group = try existingGroup(id)
    let memberID = newMemberID(member, type: group.type)
    _ = group.withClassic { $0.add(member, id: memberID, pause: rebalance / 2, at: now) }
    _ = group.withConsumer { $0.add(member, id: memberID, pause: rebalance / 2, topics: TopicFacts(of: self), at: now) }
    settle(group)
    return memberID
  }

  /// A member goes, with a client or without; the group shares out the partitions anew.
  ///
  /// - Parameter rebalance: how long that takes, as in `addMember`.
  /// - Throws: GROUP_ID_NOT_FOUND, UNKNOWN_MEMBER_ID.
  package func removeMember(_ member: String, from id: String, rebalance: Duration = .zero) throws(Refusal) {
    let group = try existingGroup(id)
    let wasThere =
      group.withClassic { $0.remove(member: member, pause: rebalance / 2, at: now) }
      ?? group.withConsumer { $0.remove(member: member, pause: rebalance / 2, topics: TopicFacts(of: self), at: now) } ?? false
    guard wasThere else { throw Refusal(.unknownMemberId) }
    settle(group)
  }

  private func existingGroup(_ id: String) throws(Refusal) -> Group {
    guard let group = groups[id] else { throw Refusal(.groupIdNotFound, "Group \(id) not found.") }
    return group
  }

  private func groupToCommitTo(_ id: String) throws(Refusal) -> Group {
    if let group = groups[id] { return group }
    guard !id.isEmpty else { throw Refusal(.invalidGroupId) }
    return add(id, .classic(ClassicGroup(initialRebalanceDelay: defaults.initialRebalanceDelay)))
  }

  // MARK: - The store

  /// Adds a group that does not exist yet.
  func add(_ id: String, _ membership: Group.Membership) -> Group {
    ensure(.consumerOffsets)
    let group = Group(id: id, coordinatorPartition: partition(of: id, in: .consumerOffsets), membership: membership)
    groups[id] = group
    return group
  }

  /// After a change: what is due happens, who has an answer gets it, and the group is called again when it is time.
  func settle(_ group: Group) {
    groupDeadlines.set(group.advance(to: now, topics: TopicFacts(of: self)), for: group.id)
    if group.hasAnswers { waits.notify(.group(group.id)) }
  }

  /// Groups whose time has come move on, and consumer groups see how topics have changed.
  func advanceGroups() {
    if topicsRevision != groupsSawTopics {
      groupsSawTopics = topicsRevision
      for group in groups.values.filter({ $0.type == .consumer }).sorted(by: { $0.id < $1.id }) { settle(group) }
    }
    for id in groupDeadlines.takeDue(at: now) { if let group = groups[id] { settle(group) } }
  }

  /// The groups that a broker coordinates, by id.
  func groups(coordinatedBy broker: Int32) -> [Group] {
    guard let offsets = topics[TopicName.consumerOffsets] else { return [] }
    return groups.values.filter { offsets.partition($0.coordinatorPartition)?.leader == broker }.sorted { $0.id < $1.id }
  }

  /// Coordinators forget the commits for a topic that was deleted.
  func forgetCommits(forTopic topic: String) {
    for group in groups.values { group.commits.remove(topic: topic) }
  }

  /// A member's id as coordinators of classic groups (and clients of consumer groups) make them.
  func newMemberID(clientID: String, instanceID: String? = nil) -> String {
    "\(instanceID ?? clientID)-\(newID().hexadecimal)"
  }

  private func newMemberID(_ resident: ResidentMember, type: GroupType) -> String {
    switch type {
    case .classic: newMemberID(clientID: resident.clientID, instanceID: resident.instanceID)
    case .consumer: newID().description
    }
  }
}

extension KafkaUUID {
  /// As Java prints it: `550e8400-e29b-41d4-a716-446655440000`.
  var hexadecimal: String {
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var result = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { result.append("-") }
      result.append(digit)
    }
    return result
  }
}
