import KafkaProtocol
import Testing

@testable import KafkaExporter

struct CommitReadingTests {
  private let layout = TopicLayout.of(("a", 3), ("b", 2))

  private func topic(_ name: String, _ rows: (Int32, Int64)...) -> OffsetFetchResponse.Topic {
    .init(name: name, partitions: rows.map { .init(partitionIndex: $0.0, committedOffset: $0.1) })
  }

  @Test func commitsOfSeveralGroupsAreSortedByPartition() throws {
    let groups = try Wire.commits(
      .init(groups: [
        .init(groupId: "g", topics: [topic("b", (1, 41), (0, 40)), topic("a", (2, 32), (0, 30))]), .init(groupId: "h"),
        .init(groupId: "i", topics: [topic("a", (1, 31))]),
      ]), layout: layout
    ).groups
    #expect(groups.map(\.id) == ["g", "h", "i"])
    #expect(groups.map(\.partitions) == [[0, 2, 3, 4], [], [1]])
    #expect(groups.map(\.offsets) == [[30, 32, 40, 41], [], [31]])
  }

  @Test func ofAPartitionThatComesTwiceTheLastRowCounts() throws {
    let group = try Wire.commits(
      .init(groups: [.init(groupId: "g", topics: [topic("a", (1, 10), (0, 5), (1, 11)), topic("a", (1, 12), (2, 6))])]), layout: layout
    ).groups[0]
    #expect(group.partitions == [0, 1, 2])
    #expect(group.offsets == [5, 12, 6])
  }

  @Test func commitsForWhatIsNotThereAreCountedAndThoseThatAreNoneAreNot() throws {
    let group = try Wire.commits(
      .init(groups: [
        .init(groupId: "g", topics: [topic("gone", (0, 1), (1, -1)), topic("a", (3, 1), (-1, 1), (.max, 1), (0, -1), (1, 0))])
      ]),
      layout: layout
    ).groups[0]
    #expect(group.elsewhere == 4)
    #expect(group.partitions == [1])
    #expect(group.offsets == [0])
  }

  @Test func aPartitionsErrorCostsNoOtherPartition() throws {
    var answered = topic("a", (0, 1), (1, 2))
    answered.partitions[0].errorCode = .unstableOffsetCommit
    let group = try Wire.commits(.init(groups: [.init(groupId: "g", topics: [answered])]), layout: layout).groups[0]
    #expect(group.failedPartitions == 1)
    #expect(group.partitions == [1])
  }

  @Test func aGroupsErrorIsItsOwn() throws {
    let groups = try Wire.commits(
      .init(groups: [.init(groupId: "g", errorCode: .notCoordinator), .init(groupId: "h", topics: [topic("a", (0, 1))])]), layout: layout
    ).groups
    #expect(groups.map(\.errorCode) == [.notCoordinator, .none])
  }

  @Test(arguments: [2, 5, 7] as [Int16]) func anAnswerForOneGroupIsReadAsThatGroups(version: Int16) throws {
    let groups = try Wire.commits(.init(topics: [topic("b", (0, 3))]), version: version, layout: layout, onlyGroup: "g").groups
    #expect(groups.map(\.id) == ["g"])
    #expect(groups.map(\.partitions) == [[3]])
  }
}
