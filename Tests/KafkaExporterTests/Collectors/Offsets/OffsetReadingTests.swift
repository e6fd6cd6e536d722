import KafkaProtocol
import Testing

@testable import KafkaExporter

struct OffsetReadingTests {
  private let layout = TopicLayout.of(("a", 2), ("b", 1))

  @Test func offsetsAreWrittenWithTheirMomentAndTheRestStays() throws {
    let reading = try Wire.offsets(
      .init(topics: [
        .init(name: "b", partitions: [.init(partitionIndex: 0, offset: 7)]),
        .init(name: "a", partitions: [.init(partitionIndex: 1, offset: 5)]),
      ]), layout: layout)
    var column = OffsetColumn(count: 3)
    column.offsets[0] = 3
    reading.write(to: &column, at: .seconds(9))
    #expect(column.offsets == [3, 5, 7])
    #expect(column.observed == [.seconds(0), .seconds(9), .seconds(9)])
  }

  @Test func errorsAreKeptByPartition() throws {
    let reading = try Wire.offsets(
      .init(topics: [
        .init(
          name: "a",
          partitions: [.init(partitionIndex: 0, errorCode: .notLeaderOrFollower, offset: -1), .init(partitionIndex: 1, offset: 1)])
      ]), layout: layout)
    #expect(reading.failures.map(\.partition) == [0])
    #expect(reading.failures.map(\.code) == [.notLeaderOrFollower])
    #expect(reading.partitions == [1])
    #expect(reading.leftOut(of: [0, 1]) == [])
    #expect(reading.leftOut(of: [0, 1, 2]) == [2])
  }

  @Test func whatIsNotInTheLayoutOrNoOffsetIsNowhere() throws {
    let rows: [Int32] = [-1, 2, .max, .min]
    let reading = try Wire.offsets(
      .init(topics: [
        .init(name: "a", partitions: rows.map { .init(partitionIndex: $0, offset: 1) } + [.init(partitionIndex: 0, offset: -1)]),
        .init(
          name: "unknown", partitions: [.init(partitionIndex: 0, offset: 1), .init(partitionIndex: 0, errorCode: .unknownServerError)]),
      ]), layout: layout)
    #expect(reading.partitions.isEmpty)
    #expect(reading.failures.isEmpty)
  }
}
