import KafkaProtocol
import TestSupport

/// Groups commit, get a member of the classic protocol, and go; what tells of them is compared.
struct GroupHistory {
  private static func byPartition(_ path: String) -> Normalisation {
    .sort(path, by: "partitionIndex", because: "brokers put together what they and what the coordinator say, and it has hash tables")
  }

  private static let ids: [Normalisation] = [
    .ignore("memberId", because: "brokers make up ids"), .ignore("leader", because: "it is a member's id"),
    .ignore("members.memberId", because: "brokers make up ids"), .ignore("groups.members.memberId", because: "brokers make up ids"),
  ]

  let both: SideBySide
  let prefix: String

  private var topic: String { "\(prefix)-read" }
  private var missing: String { "\(prefix)-missing" }

  func play() async throws {
    try await both.act { player in
      _ = try await player.ask(CreateTopicsRequest(topics: [.init(topic, [[1], [1], [1]])]))
      try await eventually(within: .seconds(10), "the topic has leaders") {
        try await player.ask(MetadataRequest(topics: [.init(name: topic)]), of: 1).topics.allSatisfy { $0.errorCode == .none }
      }
    }
    try await placeCommitsAlike()
    let group = try await groupOfBrokerOne()
    try await coordinators(group)
    try await commit(group)
    try await fetchCommits(group)
    try await describe(group, "a group that only commits")
    try await join(group)
    try await describe(group, "a group with a member")
    try await leave(group)
    try await end(group)
  }

  /// Who leads what part of the offsets topic is chance: the simulator gets the real cluster's.
  private func placeCommitsAlike() async throws {
    let offsets = "__consumer_offsets"
    _ = try await coordinator(of: prefix, both.kafka)
    // Earlier tests may have stopped brokers; the first replicas are spread evenly.
    _ = try await both.kafka.ask(ElectLeadersRequest(topicPartitions: [.init(topic: offsets, partitions: Array(0..<6))], timeoutMs: 5_000))
    let replicas = try await eventually(within: .seconds(10), every: .milliseconds(50), "first replicas lead \(offsets)") {
      let partitions = try await both.kafka.ask(MetadataRequest(topics: [.init(name: offsets)]), of: 1).topics.first?.partitions ?? []
      let areLed = !partitions.isEmpty && partitions.allSatisfy { $0.leaderId == $0.replicaNodes.first }
      return areLed ? partitions.sorted { $0.partitionIndex < $1.partitionIndex }.map(\.replicaNodes) : nil
    }
    _ = try await both.simulator.ask(CreateTopicsRequest(topics: [.init(offsets, replicas, ["cleanup.policy": "compact"])]))
  }

  /// A group that both clusters have at the same broker: which leads what part of the offsets topic is chance.
  private func groupOfBrokerOne() async throws -> String {
    for number in 0..<200 {
      let group = "\(prefix)-group-\(number)"
      async let atKafka = coordinator(of: group, both.kafka)
      async let atSimulator = coordinator(of: group, both.simulator)
      guard try await atKafka == 1, try await atSimulator == 1 else { continue }
      try await awaitLoaded(group)
      return group
    }
    throw HarnessError("no group has its coordinator at broker 1 in both clusters")
  }

  /// A coordinator reads its part of the offsets topic first.
  private func awaitLoaded(_ group: String) async throws {
    try await both.act { player in
      try await eventually(within: .seconds(20), every: .milliseconds(50), "the coordinator of \(group) is ready") {
        try await player.ask(DescribeGroupsRequest(groups: [group]), version: 0, of: 1).groups.allSatisfy {
          ![.notCoordinator, .coordinatorLoadInProgress, .coordinatorNotAvailable].contains($0.errorCode)
        }
      }
    }
  }

  private func coordinator(of group: String, _ player: Player) async throws -> Int32 {
    try await eventually(within: .seconds(20), every: .milliseconds(50), "\(group) has a coordinator") {
      let answer = try await player.ask(FindCoordinatorRequest(coordinatorKeys: [group]), of: 1).coordinators.first
      return answer?.errorCode == ErrorCode.none ? answer?.nodeId : nil
    }
  }

  private func coordinators(_ group: String) async throws {
    try await both.compareEach(
      "who coordinates",
      [.ignore("port", because: "the system chooses ports"), .ignore("coordinators.port", because: "the system chooses ports")]
    ) { _, version in
      version < 4 ? FindCoordinatorRequest(key: group) : FindCoordinatorRequest(coordinatorKeys: [group])
    }
  }

  private func commit(_ group: String) async throws {
    let ids = try await both.ids(of: topic)
    try await both.changeEach("commits", [Self.byPartition("topics.partitions")]) { player, version in
      OffsetCommitRequest(
        groupId: group,
        topics: [
          .init(
            name: version >= 10 ? "" : topic, topicId: version >= 10 ? ids[player.cluster.tools] ?? .zero : .zero,
            partitions: [
              .init(partitionIndex: 0, committedOffset: Int64(version), committedMetadata: "m\(version)"),
              .init(partitionIndex: 2, committedOffset: 7, committedMetadata: nil), .init(partitionIndex: 9, committedOffset: 7),
            ])
        ] + (version >= 10 ? [] : [.init(name: missing, partitions: [.init(partitionIndex: 0, committedOffset: 1)])]))
    }
    try await both.change("commits of a member that is none") { version in
      OffsetCommitRequest(
        groupId: group, generationIdOrMemberEpoch: 5, memberId: "nobody",
        topics: version >= 10 ? [] : [.init(name: topic, partitions: [.init(partitionIndex: 0, committedOffset: 1)])])
    }
    try await both.compare(
      "commits at the wrong broker", of: 2,
      OffsetDeleteRequest(groupId: group, topics: [.init(name: topic, partitions: [.init(partitionIndex: 0)])]))
  }

  private func fetchCommits(_ group: String) async throws {
    let ids = try await both.ids(of: topic)
    for asked in [group, "\(prefix)-unknown"] {
      for names in [nil, [topic, missing]] {
        try await both.compareEach(
          "commits of \(asked == group ? "the group" : "no group"), \(names == nil ? "all" : "some")",
          [Self.byPartition("topics.partitions"), Self.byPartition("groups.topics.partitions")]
        ) { player, version in
          let topics = names?.filter { version < 10 || $0 == topic }.map { name in
            OffsetFetchRequest.Topic(
              name: version >= 10 ? "" : name, topicId: version >= 10 ? ids[player.cluster.tools] ?? .zero : .zero,
              partitionIndexes: [0, 1, 2, 9])
          }
          return version >= 8
            ? OffsetFetchRequest(groups: [.init(groupId: asked, topics: topics)]) : OffsetFetchRequest(groupId: asked, topics: topics ?? [])
        }
      }
    }
  }

  private func describe(_ group: String, _ what: String) async throws {
    try await both.compareEach(
      what,
      Self.ids + [.keep("groups", because: "the real cluster has groups of other tests") { $0.text(of: "groupId") == "\"\(group)\"" }]
    ) { _, _ in ListGroupsRequest() }
    try await both.compare(
      what, DescribeGroupsRequest(groups: [group]), .ignore("groups.members.memberId", because: "brokers make up ids"))
    try await both.compare("\(what): another", DescribeGroupsRequest(groups: ["\(prefix)-unknown"]))
    try await both.compare("\(what), as a consumer group", ConsumerGroupDescribeRequest(groupIds: [group, "\(prefix)-unknown"]))
  }

  // MARK: - A member

  private static let join = JoinGroupRequest(
    sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 30_000, protocolType: "consumer",
    protocols: [.init(name: "range", metadata: [0, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])])

  private func join(_ group: String) async throws {
    // Newer versions are told their id first and come again.
    for version: Int16 in [0, 4, 9] {
      let other = "\(group)-v\(version)"
      guard try await coordinator(of: other, both.kafka) == 1, try await coordinator(of: other, both.simulator) == 1 else { continue }
      var request = Self.join
      request.groupId = other
      if version < 1 { request.rebalanceTimeoutMs = -1 }
      let asked = request
      try await awaitLoaded(other)
      var unknown = asked
      unknown.memberId = "nobody"
      let stranger = unknown
      try await both.changeEach("joining as nobody", versions: [version]) { _, _ in stranger }
      try await both.changeEach("joining", versions: [version], Self.ids) { _, _ in asked }
    }
    try await both.act { player in
      var request = Self.join
      request.groupId = group
      request.memberId = try await player.ask(request, version: 9, of: 1).memberId
      let joined = try await player.ask(request, version: 9, of: 1)
      guard joined.errorCode == .none, joined.generationId == 1 else { throw HarnessError("could not join: \(joined)") }
      let synced = try await player.ask(
        SyncGroupRequest(
          groupId: group, generationId: 1, memberId: joined.memberId, protocolType: "consumer", protocolName: "range",
          assignments: [.init(memberId: joined.memberId, assignment: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0])]), version: 5, of: 1)
      guard synced.errorCode == .none else { throw HarnessError("could not sync: \(synced)") }
    }
    try await both.change("the heartbeat of nobody") { _ in HeartbeatRequest(groupId: group, generationId: 1, memberId: "nobody") }
    try await both.changeEach("heartbeats") { player, _ in
      HeartbeatRequest(groupId: group, generationId: 1, memberId: try await member(of: group, player))
    }
    try await both.changeEach("heartbeats of another generation") { player, _ in
      HeartbeatRequest(groupId: group, generationId: 7, memberId: try await member(of: group, player))
    }
    try await both.change("deleting a group with a member") { _ in DeleteGroupsRequest(groupsNames: [group]) }
  }

  private func member(of group: String, _ player: Player) async throws -> String {
    try await player.ask(DescribeGroupsRequest(groups: [group]), of: 1).groups.first?.members.first?.memberId ?? ""
  }

  private func leave(_ group: String) async throws {
    try await both.changeEach("leaving", Self.ids) { player, version in
      let member = try await member(of: group, player)
      return version < 3
        ? LeaveGroupRequest(groupId: group, memberId: "nobody")
        : LeaveGroupRequest(groupId: group, members: [.init(memberId: member.isEmpty ? "nobody" : member)])
    }
  }

  // MARK: - The end

  private func end(_ group: String) async throws {
    try await describe(group, "a group whose member left")
    try await both.change("forgetting commits", Self.byPartition("topics.partitions")) { _ in
      OffsetDeleteRequest(
        groupId: group,
        topics: [
          .init(name: topic, partitions: [.init(partitionIndex: 0), .init(partitionIndex: 9)]),
          .init(name: missing, partitions: [.init(partitionIndex: 0)]),
        ])
    }
    try await fetchCommits(group)
    try await both.change(
      "deleting groups", .sort("results", by: "groupId", because: "brokers keep them in a hash table")
    ) { _ in
      DeleteGroupsRequest(groupsNames: [group, "\(prefix)-unknown"])
    }
    try await describe(group, "a group that was deleted")
  }
}
