import KafkaProtocol

/// Members of a group of KIP-848 join, share partitions, err and go.
struct ConsumerGroupHistory {
  let both: SideBySide
  let names: GroupNames

  func play() async throws {
    try await sendNonsense()
    try await beat("the first member joins", "a", epoch: 0, joins: true)
    try await beat("it stays", "a", epoch: 2)
    try await beat("with an epoch to come", "a", epoch: 9)
    try await beat("who is not there", "x", epoch: 1)
    try await describe("one member")
    try await commit()
    try await fetch()
    // Coordinators compute an assignment once a second at most.
    try await both.act { _ in try await Task.sleep(for: .milliseconds(1_200)) }
    try await beat("a second member joins", "b", epoch: 0, joins: true)
    try await describe("before partitions are given up")
    try await beat("the first is told", "a", epoch: 2)
    try await beat("the second waits", "b", epoch: 3)
    try await beat("the first gives up", "a", epoch: 2, owns: [0, 1])
    try await beat("the second gets", "b", epoch: 3)
    try await describe("two members")
    try await beat("the second goes", "b", epoch: -1)
    try await describe("one left")
    try await both.change("a group in use", of: names.coordinator) { _ in DeleteGroupsRequest(groupsNames: [names.consumer]) }
    try await beat("the first goes", "a", epoch: -1)
    try await describe("empty")
    try await both.changeOnce("an empty group", version: 2, of: names.coordinator) { _ in
      DeleteGroupsRequest(groupsNames: [names.consumer])
    }
  }

  private func sendNonsense() async throws {
    let pattern = Normalisation.ignore("errorMessage", because: "engines for regular expressions have words of their own")
    let requests: [ConsumerGroupHeartbeatRequest] = [
      .init(groupId: "", memberId: "m"), .init(groupId: names.consumer, memberId: ""), .init(groupId: names.consumer, memberId: "m"),
      .init(groupId: names.consumer, memberId: "m", rebalanceTimeoutMs: 9),
      .init(groupId: names.consumer, memberId: "m", rebalanceTimeoutMs: 9, topicPartitions: []),
      .init(groupId: names.consumer, memberId: "m", instanceId: ""), .init(groupId: names.consumer, memberId: "m", rackId: ""),
      .init(groupId: names.consumer, memberId: "m", memberEpoch: -2), .init(groupId: names.consumer, memberId: "m", memberEpoch: -3),
      .init(groupId: names.consumer, memberId: "m", memberEpoch: 4), .init(groupId: names.consumer, memberId: "m", memberEpoch: -1),
      .init(groupId: names.consumer, memberId: "m", memberEpoch: 3, serverAssignor: "sticky"),
    ]
    for (number, request) in requests.enumerated() {
      try await both.changeOnce("nonsense \(number)", version: 1, of: names.coordinator) { _ in request }
    }
    try await both.changeOnce("a broken pattern", version: 1, of: names.coordinator, [pattern]) { _ in
      ConsumerGroupHeartbeatRequest(
        groupId: names.missing, memberId: "m", rebalanceTimeoutMs: 9, subscribedTopicRegex: "(", topicPartitions: [])
    }
    let other: Int32 = names.coordinator == 1 ? 2 : 1
    try await both.changeOnce("elsewhere", version: 1, of: other) { _ in
      ConsumerGroupHeartbeatRequest(groupId: names.consumer, memberId: "m", memberEpoch: 4)
    }
  }

  private func beat(_ what: String, _ member: String, epoch: Int32, joins: Bool = false, owns: [Int32]? = nil) async throws {
    try await both.changeOnce(what, version: 1, of: names.coordinator) { player in
      let id = try await player.id(of: names.topic)
      return ConsumerGroupHeartbeatRequest(
        groupId: names.consumer, memberId: member, memberEpoch: epoch, rebalanceTimeoutMs: joins ? 30_000 : -1,
        subscribedTopicNames: joins ? [names.topic] : nil,
        topicPartitions: joins ? [] : owns.map { [.init(topicId: id, partitions: $0)] })
    }
  }

  private func commit() async throws {
    for (member, epoch) in [("a", Int32(2)), ("a", 3), ("a", 1), ("a", 0), ("x", 1), ("", -1)] {
      try await both.changeEach("commits of '\(member)' in \(epoch)", of: names.coordinator) { player, version in
        let id = version >= 10 ? try await player.id(of: names.topic) : .zero
        return OffsetCommitRequest(
          groupId: names.consumer, generationIdOrMemberEpoch: epoch, memberId: member,
          topics: [
            .init(name: version >= 10 ? "" : names.topic, topicId: id, partitions: [.init(partitionIndex: 1, committedOffset: 3)])
          ])
      }
    }
    try await both.change("offsets in use", of: names.coordinator) { _ in
      OffsetDeleteRequest(groupId: names.consumer, topics: [.init(name: names.topic, partitions: [.init(partitionIndex: 1)])])
    }
  }

  private func fetch() async throws {
    for (member, epoch) in [("a", Int32(2)), ("a", 3), ("x", 1), ("a", -1)] {
      try await both.compareEach("commits for '\(member)' in \(epoch)", of: names.coordinator) { _, version in
        version < 8
          ? OffsetFetchRequest(groupId: names.consumer, topics: version >= 2 ? nil : [.init(name: names.topic, partitionIndexes: [1])])
          : OffsetFetchRequest(groups: [
            .init(
              groupId: names.consumer, memberId: version >= 9 ? member : nil, memberEpoch: version >= 9 ? epoch : -1, topics: nil)
          ])
      }
    }
  }

  private func describe(_ what: String) async throws {
    try await both.compareEach(
      what, of: names.coordinator, [.sort("groups.members", by: "memberId", because: "brokers keep them in a hash table")]
    ) { _, _ in
      ConsumerGroupDescribeRequest(groupIds: [names.consumer], includeAuthorizedOperations: true)
    }
    try await both.compare(what, of: names.coordinator, DescribeGroupsRequest(groups: [names.consumer]))
    try await both.compare(
      what, of: names.coordinator, ListGroupsRequest(),
      .keep("groups", because: "the real cluster has groups of other tests") { $0.text(of: "groupId") == "\"\(names.consumer)\"" })
  }
}
