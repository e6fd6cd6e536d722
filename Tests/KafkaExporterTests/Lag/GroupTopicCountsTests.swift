import KafkaExporter
import TestSnapshots
import Testing

/// Assigned, unassigned, orphaned and uncommitted partitions, and idle members.
struct GroupTopicCountsTests {
  @Test func partitionsThatNobodyHasAreUnassignedAndThoseWithoutACommitUncommitted() {
    let topic = counts(
      GroupFacts(id: "g", state: "Stable", members: [member(2), member(1)]), commits: [.init("a", 0): 0],
      assigned: [(.init("a", 0), 0), (.init("a", 1), 0), (.init("a", 2), 1)], subscribed: ["a"]
    ).first
    #expect(topic?.assigned == 3)
    #expect(topic?.unassigned == 1)
    #expect(topic?.uncommitted == 2)
    #expect(topic?.orphaned == nil)
  }

  @Test func aPartitionSharedByMembersOfAShareGroupCountsOnce() {
    let topic = counts(
      GroupFacts(id: "g", type: .share, state: "Stable", members: [member(4), member(4)]), commits: nil,
      assigned: (0..<4).flatMap { [(.init("a", $0), 0), (.init("a", $0), 1)] }, subscribed: ["a"]
    ).first
    #expect(topic?.assigned == 4)
    #expect(topic?.unassigned == 0)
  }

  @Test func committedPartitionsOfATopicThatMembersLeftAreOrphaned() {
    let topics = counts(
      GroupFacts(id: "g", state: "Stable", members: [member(1)]), commits: [.init("a", 0): 0, .init("a", 3): 0, .init("b", 0): 1],
      assigned: [(.init("b", 0), 0)], subscribed: ["b"])
    #expect(topics.map(\.orphaned) == [2, nil])
    #expect(topics.map(\.assigned) == [nil, 1])
    #expect(topics.map(\.uncommitted) == [0, 0])
  }

  @Test func anAssignedTopicIsNotOrphanedThoughItsSubscriptionIsAPattern() {
    let topic = counts(
      GroupFacts(id: "g", type: .consumer, state: "Stable", members: [member(1)]), commits: [.init("a", 0): 0],
      assigned: [(.init("a", 0), 0)], subscribed: []
    ).first
    #expect(topic?.orphaned == nil)
    #expect(topic?.assigned == 1)
    #expect(topic?.unassigned == nil)
  }

  @Test func nothingIsOrphanedWhereThePatternOfAMemberMayStillCoverIt() {
    var facts = GroupFacts(id: "g", type: .consumer, state: "Reconciling", members: [member(1)])
    facts.isSubscriptionKnown = false
    let topics = counts(facts, commits: [.init("a", 0): 0, .init("b", 0): 1], assigned: [(.init("b", 0), 0)])
    #expect(topics.map(\.orphaned) == [nil, nil])
    #expect(topics.map(\.assigned) == [nil, 1])
  }

  @Test func nothingIsSaidOfAssignmentsThatOnlyTheClientsCanRead() {
    var facts = GroupFacts(id: "g", state: "Stable", members: [member(0), member(1)])
    facts.isAssignmentKnown = false
    let topic = counts(facts, commits: [.init("a", 0): 0], assigned: [(.init("a", 1), 1)], subscribed: ["a"]).first
    #expect(topic?.assigned == nil)
    #expect(topic?.unassigned == nil)
    #expect(topic?.uncommitted == nil)
    #expect(topic?.lag == 0)
    var builder = SnapshotBuilder()
    builder.group(facts)
    #expect(LagColumns(of: builder.snapshot()).groups.map(\.idleMembers) == [nil])
  }

  @Test func nothingIsOrphanedWhereNoSubscriptionIsKnown() {
    let facts = GroupFacts(id: "g", state: "PreparingRebalance", members: [member(0)])
    let topic = counts(facts, commits: [.init("a", 0): 0]).first
    #expect(topic?.orphaned == nil)
    #expect(topic?.assigned == nil)
    #expect(topic?.uncommitted == 0)
  }

  @Test func withoutMembersTheRestOfACommittedTopicIsUncommitted() {
    let topic = counts(GroupFacts(id: "g", state: "Empty", members: []), commits: [.init("a", 1): 0]).first
    #expect(topic?.uncommitted == 3)
    #expect(topic?.assigned == nil)
    #expect(topic?.orphaned == nil)
  }

  @Test func withUnknownMembersNothingIsSaidOfAssignments() {
    let topic = counts(GroupFacts(id: "g", members: nil), commits: [.init("a", 1): 0]).first
    #expect(topic?.uncommitted == nil)
    #expect(topic?.assigned == nil)
    #expect(topic?.lag == 0)
  }

  struct IdleCase: CustomTestStringConvertible {
    var type = GroupType.classic
    var state: String?
    var members: [GroupMember]?
    var idle: Int?

    var testDescription: String { "\(type.rawValue) \(state ?? "nil") \(members?.map(\.assignedPartitions) ?? [])" }
  }

  @Test(
    "idle members are told where the assignment is",
    arguments: [
      IdleCase(state: "Stable", members: [member(1), member(0)], idle: 1),
      IdleCase(state: "PreparingRebalance", members: [member(0), member(0)], idle: nil),
      IdleCase(type: .consumer, state: "Reconciling", members: [member(0), member(2)], idle: 1),
      IdleCase(state: "Empty", members: [], idle: 0),
      IdleCase(state: "Stable", members: nil, idle: nil),
    ])
  func idleMembers(idle: IdleCase) {
    var builder = SnapshotBuilder()
    builder.group(GroupFacts(id: "g", type: idle.type, state: idle.state, members: idle.members))
    #expect(LagColumns(of: builder.snapshot()).groups.map(\.idleMembers) == [idle.idle])
  }

  /// Of one group beside two topics, `a` with four partitions and `b` with one.
  private func counts(
    _ facts: GroupFacts, commits: [SnapshotBuilder.Position: Int64]?, assigned: [(SnapshotBuilder.Position, Int32)] = [],
    subscribed: [String] = []
  ) -> [GroupTopicLag] {
    var builder = SnapshotBuilder()
    builder.topic("a", partitions: [SnapshotBuilder.Partition](repeating: .init(), count: 4))
    builder.topic("b", partitions: [.init(end: 3)])
    builder.group(facts, commits: commits, assigned: assigned, subscribed: subscribed)
    return LagColumns(of: builder.snapshot()).topics
  }
}
