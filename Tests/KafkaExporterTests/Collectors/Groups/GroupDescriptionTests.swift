import KafkaProtocol
import Testing

@testable import KafkaExporter

struct GroupDescriptionTests {
  private let layout = TopicLayout.of(("a", 3), ("b", 2))

  private func described(_ answer: DescribedGroup) throws -> GroupRecord {
    var record = GroupRecord(coordinator: 1, listed: .seconds(0))
    record.describe(as: try answer.description.get(), at: .seconds(3))
    return record
  }

  private func consumer(_ members: [ConsumerGroupDescribeResponse.Member], epoch: Int32 = 4) -> DescribedGroup {
    ConsumerGroupDescribeResponse.DescribedGroup(
      groupId: "g", groupState: "Stable", groupEpoch: epoch, assignorName: "uniform", members: members
    ).described(in: layout)
  }

  private func member(_ id: String, subscribed: [String] = [], pattern: String? = nil, _ assigned: (String, [Int32])...)
    -> ConsumerGroupDescribeResponse.Member
  {
    .init(
      memberId: id, clientId: "client", clientHost: "/h", subscribedTopicNames: subscribed, subscribedTopicRegex: pattern,
      assignment: .init(topicPartitions: assigned.map { .init(topicName: $0.0, partitions: $0.1) }))
  }

  @Test func membersAreSortedAndAssignmentsFollowThem() throws {
    let record = try described(
      consumer([
        member("ö", subscribed: ["a"], ("a", [2])), member("z", subscribed: ["b"], ("b", [1, 0])),
        member("Z", subscribed: ["a"], ("a", [0])),
      ]))
    #expect(record.members?.map(\.memberID) == ["Z", "z", "ö"])
    #expect(record.members?.map(\.assignedPartitions) == [1, 2, 1])
    #expect(record.assignedPartition == [0, 2, 3, 4])
    #expect(record.assignedMember == [0, 2, 1, 1])
    #expect(record.subscribedTopic == [0, 1])
    #expect(record.state == "Stable")
    #expect(record.protocolName == "uniform")
    #expect(record.described == .seconds(3))
  }

  @Test func whatIsNotInTheLayoutCountsForTheMemberAndIsNoRow() throws {
    let record = try described(consumer([member("m", subscribed: ["a", "gone"], ("gone", [0, 1]), ("a", [1, 3, -1, .max]))]))
    #expect(record.members?.map(\.assignedPartitions) == [6])
    #expect(record.assignedPartition == [1])
    #expect(record.subscribedTopic == [0])
  }

  @Test func aPatternLeavesTheSubscriptionOpen() throws {
    #expect(try described(consumer([member("m", subscribed: ["a"])])).isSubscriptionKnown)
    #expect(try described(consumer([member("m", pattern: "")])).isSubscriptionKnown)
    let record = try described(consumer([member("m", subscribed: ["a"]), member("n", pattern: "b.*", ("b", [0]))]))
    #expect(!record.isSubscriptionKnown)
    #expect(record.isAssignmentKnown)
    #expect(record.subscribedTopic == [0, 1])
  }

  @Test func aShareGroupsPartitionHasARowForEachMember() throws {
    let members = ["n", "m"].map {
      ShareGroupDescribeResponse.Member(
        memberId: $0, subscribedTopicNames: ["a"], assignment: .init(topicPartitions: [.init(topicName: "a", partitions: [1, 0])]))
    }
    let group = ShareGroupDescribeResponse.DescribedGroup(groupId: "s", groupState: "Stable", members: members)
    let record = try described(group.described(in: layout))
    #expect(record.assignedPartition == [0, 0, 1, 1])
    #expect(record.assignedMember == [0, 1, 0, 1])
  }

  @Test func aStreamsTaskReadsItsPartitionOfEverySourceTopicThatHasIt() throws {
    let topology = StreamsGroupDescribeResponse.Topology(subtopologies: [
      .init(subtopologyId: "0", sourceTopics: ["a"], repartitionSourceTopics: [.init(name: "b")]),
      .init(subtopologyId: "1", sourceTopics: ["gone"]),
    ])
    let member = StreamsGroupDescribeResponse.Member(
      memberId: "m",
      assignment: .init(activeTasks: [
        .init(subtopologyId: "0", partitions: [0, 2]), .init(subtopologyId: "1", partitions: [0]),
        .init(subtopologyId: "9", partitions: [0]),
      ]))
    let group = StreamsGroupDescribeResponse.DescribedGroup(groupId: "s", groupEpoch: 3, topology: topology, members: [member])
    let record = try described(group.described(in: layout))
    #expect(record.assignedPartition == [0, 2, 3])
    #expect(record.members?.map(\.assignedPartitions) == [4])
    #expect(record.subscribedTopic == [0, 1])
    #expect(record.generation == .epoch(3))
  }

  @Test func aStreamsGroupWithoutATopologyHasNoPartitions() throws {
    let group = StreamsGroupDescribeResponse.DescribedGroup(groupId: "s", members: [.init(memberId: "m")])
    #expect(try described(group.described(in: layout)).assignedPartition == [])
  }

  @Test func aRefusedGroupHasItsCode() {
    let group = DescribeGroupsResponse.DescribedGroup(errorCode: .groupAuthorizationFailed, groupId: "g").described(in: layout)
    #expect(group.id == "g")
    #expect(throws: GroupRefusal(code: .groupAuthorizationFailed)) { try group.description.get() }
  }

  // MARK: - Rebalances

  @Test func everyNewEpochIsARebalance() throws {
    var record = GroupRecord(coordinator: 1, listed: .seconds(0))
    for epoch: Int32 in [4, 4, 5, 5, 9] {
      record.describe(as: try consumer([member("m")], epoch: epoch).description.get(), at: .seconds(0))
    }
    #expect(record.rebalances == 2)
  }

  @Test func aClassicGroupRebalancesWhenItsMembersChangeWhateverTheirOrder() {
    var record = GroupRecord(coordinator: 1, listed: .seconds(0))
    for members in [["m", "n"], ["n", "m"], ["m"], ["m", "o"], []] {
      let group = DescribeGroupsResponse.DescribedGroup(groupId: "g", members: members.map { .init(memberId: $0) })
      if case .success(let description) = group.described(in: layout).description { record.describe(as: description, at: .seconds(0)) }
    }
    #expect(record.rebalances == 3)
  }

  @Test func aGroupThatIsEmptyIsDescribedWithoutBeingAsked() {
    var record = GroupRecord(coordinator: 1, listed: .seconds(0))
    record.state = "Empty"
    record.describe(as: GroupDescription(), at: .seconds(2))
    #expect(record.members == [])
    #expect(record.state == "Empty")
    #expect(record.rebalances == 0)
  }
}
