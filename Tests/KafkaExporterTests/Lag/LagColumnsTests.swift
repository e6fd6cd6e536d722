import KafkaExporter
import TestSnapshots
import Testing

struct LagColumnsTests {
  struct Row: CustomTestStringConvertible {
    var claim: String
    var start: Int64?
    var end: Int64?
    var committed: Int64
    var lag: Int64?
    var lost: Int64?

    var testDescription: String { claim }
  }

  @Test(
    "a row's lag and lost records",
    arguments: [
      Row(claim: "in the log", start: 10, end: 100, committed: 40, lag: 60, lost: 0),
      Row(claim: "at the end", start: 10, end: 100, committed: 100, lag: 0, lost: 0),
      Row(claim: "at the start", start: 10, end: 100, committed: 10, lag: 90, lost: 0),
      Row(claim: "before the start: what was deleted is lost, not lag", start: 10, end: 100, committed: 4, lag: 90, lost: 6),
      Row(claim: "all that was not read is deleted", start: 100, end: 100, committed: 4, lag: 0, lost: 96),
      Row(claim: "never negative when the end offset is older", start: 10, end: 100, committed: 120, lag: 0, lost: 0),
      Row(claim: "never negative when the start is newer than the end", start: 110, end: 100, committed: 50, lag: 0, lost: 60),
      Row(claim: "empty log", start: 0, end: 0, committed: 0, lag: 0, lost: 0),
      Row(claim: "unknown end", start: 10, end: nil, committed: 4, lag: nil, lost: 6),
      Row(claim: "unknown start", start: nil, end: 100, committed: 4, lag: nil, lost: nil),
      Row(claim: "a commit that is no offset", start: 0, end: 100, committed: -1, lag: nil, lost: nil),
      Row(claim: "the largest offset", start: 0, end: .max, committed: 0, lag: .max, lost: 0),
    ])
  func rows(row: Row) {
    var builder = SnapshotBuilder()
    builder.topic("t", partitions: [.init(start: row.start, end: row.end)])
    builder.group(GroupFacts(id: "g"), commits: [.init("t", 0): row.committed])
    let columns = LagColumns(of: builder.snapshot())
    #expect(columns.lag == [row.lag ?? LagColumns.unknown])
    #expect(columns.lostRecords == [row.lost ?? LagColumns.unknown])
    #expect(columns.groups.first?.lag == row.lag)
    #expect(columns.groups.first?.maximum == row.lag)
    #expect(columns.groups.first?.unknownPartitions == (row.lag == nil ? 1 : 0))
  }

  @Test func oneUnknownPartitionDoesNotBlankItsTopicAndGroup() {
    var builder = SnapshotBuilder()
    builder.topic("a", partitions: [.init(end: 100), .init(end: nil), .init(end: 30)])
    builder.topic("b", partitions: [.init(end: nil)])
    builder.group(
      GroupFacts(id: "g"), commits: [.init("a", 0): 90, .init("a", 1): 5, .init("a", 2): 10, .init("b", 0): 7])
    let columns = LagColumns(of: builder.snapshot())
    #expect(columns.topics.map(\.lag) == [30, nil])
    #expect(columns.topics.map(\.unknownPartitions) == [1, 1])
    #expect(columns.topics.map(\.committedOffsets) == [105, 7])
    #expect(columns.groups.map(\.lag) == [30])
    #expect(columns.groups.map(\.maximum) == [20])
    #expect(columns.groups.map(\.unknownPartitions) == [2])
  }

  @Test func sumsOfAbsurdOffsetsStayInRange() {
    var builder = SnapshotBuilder()
    builder.topic("a", partitions: [.init(end: .max), .init(end: .max)])
    builder.group(GroupFacts(id: "g"), commits: [.init("a", 0): 0, .init("a", 1): 1])
    #expect(LagColumns(of: builder.snapshot()).groups.map(\.lag) == [.max])
  }

  @Test func aGroupWhoseCommitsAreUnknownHasNoLagAndNoUncommittedPartitions() {
    var builder = SnapshotBuilder()
    builder.topic("a", partitions: [.init(end: 5)])
    builder.group(
      GroupFacts(id: "g", state: "Stable", members: [member(1)]), commits: nil, assigned: [(.init("a", 0), 0)], subscribed: ["a"])
    let columns = LagColumns(of: builder.snapshot())
    #expect(columns.groups.map(\.lag) == [nil])
    #expect(columns.groups.map(\.unknownPartitions) == [0])
    #expect(columns.topics.map(\.assigned) == [1])
    #expect(columns.topics.map(\.uncommitted) == [nil])
  }

  @Test func groupsWithoutCommitsBetweenOthersKeepTheSlicesInOrder() {
    var builder = SnapshotBuilder()
    builder.topic("a", partitions: [.init(end: 5), .init(end: 9)])
    builder.group(GroupFacts(id: "c"), commits: [.init("a", 1): 2])
    builder.group(GroupFacts(id: "b"))
    builder.group(GroupFacts(id: "a"), commits: [.init("a", 0): 1])
    let columns = LagColumns(of: builder.snapshot())
    #expect(columns.groups.map(\.topics) == [0..<1, 1..<1, 1..<2])
    #expect(columns.groups.map(\.lag) == [4, nil, 7])
  }
}

func member(_ assigned: Int, id: String = "m") -> GroupMember {
  GroupMember(memberID: id, clientID: "client", host: "/10.0.0.1", assignedPartitions: assigned)
}
