import KafkaProtocol
import Synchronization

/// A member joins, syncs, stays, commits and goes.
struct ClassicGroupHistory {
  let both: SideBySide
  let names: GroupNames
  private let members = MemberIDs()

  private static var random: [Normalisation] {
    [
      Normalisation.ignore("memberId", because: "coordinators make ids by chance"),
      .ignore("leader", because: "coordinators make ids by chance"),
      .ignore("members.memberId", because: "coordinators make ids by chance"),
      .ignore("groups.members.memberId", because: "coordinators make ids by chance"),
      .sort("groups", by: "groupId", because: "brokers ask each partition's coordinator by itself"),
    ]
  }

  init(both: SideBySide, names: GroupNames) {
    self.both = both
    self.names = names
  }

  func play() async throws {
    try await knock()
    try await join()
    try await describe("while it completes")
    try await sync()
    try await describe("while it is stable")
    try await stay()
    try await leave()
    try await describe("when it is empty")
  }

  /// Requests of those who are in no group.
  private func knock() async throws {
    for group in [names.missing, ""] {
      let what = "of a stranger to '\(group.prefix(5))'"
      try await both.change("joining \(what)", of: names.coordinator) { _ in
        JoinGroupRequest(
          groupId: group, sessionTimeoutMs: 10_000, memberId: "who", protocolType: "consumer", protocols: [.init(name: "range")])
      }
      try await both.change("syncing \(what)", of: names.coordinator) { _ in SyncGroupRequest(groupId: group, memberId: "who") }
      try await both.change("staying \(what)", of: names.coordinator) { _ in HeartbeatRequest(groupId: group, memberId: "who") }
      try await both.change("leaving \(what)", of: names.coordinator) { version in
        version < 3
          ? LeaveGroupRequest(groupId: group, memberId: "who") : LeaveGroupRequest(groupId: group, members: [.init(memberId: "who")])
      }
    }
    try await both.change("joining for too short", of: names.coordinator) { _ in
      JoinGroupRequest(groupId: names.classic, sessionTimeoutMs: 5, protocolType: "consumer", protocols: [.init(name: "range")])
    }
    try await both.change("joining without a protocol", of: names.coordinator) { _ in
      JoinGroupRequest(groupId: names.classic, sessionTimeoutMs: 10_000)
    }
    let other: Int32 = names.coordinator == 1 ? 2 : 1
    try await both.change("staying elsewhere", of: other) { _ in HeartbeatRequest(groupId: names.classic, memberId: "who") }
  }

  private func join() async throws {
    try await both.changeOnce("a first request", version: 9, of: names.coordinator, Self.random) { _ in request() }
    try await both.act { player in
      let refused = try await player.ask(request(), version: 9, of: names.coordinator)
      members.set(refused.memberId, player)
    }
    try await both.changeOnce("with an id", version: 9, of: names.coordinator, Self.random) { player in
      var request = request()
      request.memberId = members.id(player)
      return request
    }
    try await both.compareEach("again", of: names.coordinator, Self.random) { player, version in
      var request = request()
      request.memberId = members.id(player)
      return request
    }
  }

  private func request() -> JoinGroupRequest {
    let subscription = ConsumerProtocolSubscription(topics: [names.topic])
    let bytes = (try? subscription.encodePrefixed(version: 1)) ?? []
    return JoinGroupRequest(
      groupId: names.classic, sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 30_000, protocolType: "consumer",
      protocols: [.init(name: "range", metadata: bytes), .init(name: "roundrobin", metadata: bytes)])
  }

  private func sync() async throws {
    for (generation, type) in [(Int32(7), "consumer"), (1, "connect"), (1, "consumer")] {
      try await both.changeOnce("generation \(generation) of \(type)", version: 5, of: names.coordinator) { player in
        let assignment = ConsumerProtocolAssignment(assignedPartitions: [.init(topic: names.topic, partitions: [0, 1])])
        return SyncGroupRequest(
          groupId: names.classic, generationId: generation, memberId: members.id(player), protocolType: type, protocolName: "range",
          assignments: [.init(memberId: members.id(player), assignment: (try? assignment.encodePrefixed(version: 1)) ?? [])])
      }
    }
    try await both.compareEach("syncing again", of: names.coordinator) { player, version in
      SyncGroupRequest(
        groupId: names.classic, generationId: 1, memberId: members.id(player), protocolType: version >= 5 ? "consumer" : nil,
        protocolName: version >= 5 ? "range" : nil)
    }
  }

  private func stay() async throws {
    for generation: Int32 in [1, 2] {
      try await both.compareEach("staying in generation \(generation)", of: names.coordinator) { player, _ in
        HeartbeatRequest(groupId: names.classic, generationId: generation, memberId: members.id(player))
      }
      try await both.changeEach("commits of generation \(generation)", of: names.coordinator) { player, version in
        let id = version >= 10 ? try await player.id(of: names.topic) : .zero
        return OffsetCommitRequest(
          groupId: names.classic, generationIdOrMemberEpoch: generation, memberId: members.id(player),
          topics: [
            .init(name: version >= 10 ? "" : names.topic, topicId: id, partitions: [.init(partitionIndex: 1, committedOffset: 3)])
          ])
      }
    }
    try await both.change("commits of somebody else", of: names.coordinator) { version in
      OffsetCommitRequest(
        groupId: names.classic,
        topics: [
          .init(name: version >= 10 ? "" : names.topic, partitions: [.init(partitionIndex: 1, committedOffset: 3)])
        ])
    }
    try await both.change("offsets in use", of: names.coordinator) { _ in
      OffsetDeleteRequest(groupId: names.classic, topics: [.init(name: names.topic, partitions: [.init(partitionIndex: 1)])])
    }
    try await both.change("a group in use", of: names.coordinator) { _ in DeleteGroupsRequest(groupsNames: [names.classic]) }
    try await both.change("as a member of the other protocol", of: names.coordinator) { _ in
      ConsumerGroupHeartbeatRequest(groupId: names.classic, memberId: "who", memberEpoch: 1)
    }
  }

  private func leave() async throws {
    try await both.changeOnce(
      "all kinds of members", version: 5, of: names.coordinator, Self.random
    ) { player in
      LeaveGroupRequest(
        groupId: names.classic,
        members: [
          .init(memberId: "who"), .init(memberId: "", groupInstanceId: "nobody"), .init(memberId: members.id(player)),
          .init(memberId: members.id(player)),
        ])
    }
  }

  private func describe(_ what: String) async throws {
    try await both.compareEach(what, of: names.coordinator, Self.random) { _, version in
      DescribeGroupsRequest(groups: [names.classic, names.missing], includeAuthorizedOperations: version >= 3)
    }
    try await both.compareEach(what, of: names.coordinator, Self.random) { _, _ in
      ConsumerGroupDescribeRequest(groupIds: [names.classic, names.missing, ""])
    }
    for (states, types) in [([], []), (["stable"], []), (["Empty"], ["Classic"]), (["what"], ["which"])] {
      try await both.compareEach(
        "\(what), states \(states), types \(types)", of: names.coordinator,
        [
          .keep("groups", because: "the real cluster has groups of other tests") { $0.text(of: "groupId") == "\"\(names.classic)\"" }
        ]
      ) { _, version in
        ListGroupsRequest(statesFilter: version >= 4 ? states : [], typesFilter: version >= 5 ? types : [])
      }
    }
  }
}

/// The ids that each cluster gave a member.
final class MemberIDs: Sendable {
  private let ids = Mutex<[String: String]>([:])

  func set(_ id: String, _ player: Player) {
    ids.withLock { $0[player.cluster.tools] = id }
  }

  func id(_ player: Player) -> String {
    ids.withLock { $0[player.cluster.tools] ?? "" }
  }
}
