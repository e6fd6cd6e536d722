import KafkaProtocol
import Testing

@testable import KafkaExporter

struct LayoutChangeTests {
  private let old = TopicLayout(topics: [
    ("a", .number(1), false, 2), ("b", .number(2), false, 3), ("c", .number(3), false, 1), ("d", .number(4), false, 2),
  ])

  /// `a` is gone, `aa` new, `b` grew, `c` was made again, `d` shrank.
  private let new = TopicLayout(topics: [
    ("aa", .number(9), false, 2), ("b", .number(2), false, 4), ("c", .number(7), false, 1), ("d", .number(4), false, 1),
  ])

  @Test func everyPartitionIsFoundAgainOrGone() {
    let change = LayoutChange(from: old, to: new)
    #expect(change.topics == [-1, 1, -1, 3])
    #expect((0..<8).map { change.partition($0) } == [-1, -1, 2, 3, 4, -1, 7, -1])
  }

  @Test func offsetsMoveWithTheirMoments() {
    var column = OffsetColumn(count: 8)
    column.offsets = [10, 11, 20, 21, 22, 30, 40, 41]
    column.observed = (0..<8).map { .seconds(Double($0)) }
    let carried = LayoutChange(from: old, to: new).carry(column)
    let none = OffsetColumn.unknown
    #expect(carried.offsets == [none, none, 20, 21, 22, none, none, 40])
    #expect(carried.observed[2...4].map(\.milliseconds) == [2000, 3000, 4000])
    #expect(carried.observed[7] == .seconds(6))
  }

  @Test func aTopicMadeAgainKeepsNothingButTheCountOfIt() {
    var facts = [TopicFacts](repeating: TopicFacts(config: TopicConfig(minInSyncReplicas: 2)), count: 4)
    facts[2].recreations = 3
    let carried = LayoutChange(from: old, to: new).carry(facts)
    #expect(carried.map { $0.config?.minInSyncReplicas } == [nil, 2, nil, 2])
    #expect(carried.map(\.recreations) == [0, 0, 4, 0])
  }

  @Test(arguments: [(KafkaUUID.zero, KafkaUUID.number(3)), (.number(3), .zero), (.zero, .zero)])
  func whereABrokerHasNoTopicIdsTheNameIsTheTopic(before: KafkaUUID, after: KafkaUUID) {
    let change = LayoutChange(
      from: TopicLayout(topics: [("t", before, false, 1)]), to: TopicLayout(topics: [("t", after, false, 1)]))
    #expect(change.topics == [0])
  }

  @Test func aGroupsRowsFollowTheirPartitions() {
    var group = GroupRecord(coordinator: 1, listed: .seconds(0))
    group.committedPartition = [0, 2, 4, 5, 6, 7]
    group.committedOffset = [100, 102, 104, 105, 106, 107]
    group.assignedPartition = [1, 3, 3, 6]
    group.assignedMember = [0, 0, 1, 1]
    group.subscribedTopic = [0, 1, 2, 3]
    let carried = LayoutChange(from: old, to: new).carry(group)
    #expect(carried.committedPartition == [2, 4, 7])
    #expect(carried.committedOffset == [102, 104, 106])
    #expect(carried.assignedPartition == [3, 3, 7])
    #expect(carried.assignedMember == [0, 1, 1])
    #expect(carried.subscribedTopic == [1, 3])
  }

  @Test func fromNothingAndToNothing() {
    #expect(LayoutChange(from: .empty, to: old).carry(OffsetColumn(count: 0)).count == 8)
    #expect(LayoutChange(from: old, to: .empty).carry(OffsetColumn(count: 8)).count == 0)
  }
}
