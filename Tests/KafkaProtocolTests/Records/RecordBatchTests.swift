import FuzzSupport
import Testing

@testable import KafkaProtocol

struct RecordBatchTests {
  @Test func aBatchHasTheBytesThatKafkaGivesIt() throws {
    let bytes = try RecordBatch.encode(
      GoldenBatch.records, partitionLeaderEpoch: 5, producerID: 9, producerEpoch: 1, baseSequence: 7)
    #expect(bytes == GoldenBatch.bytes)
  }

  @Test func aBatchSaysWhatItWasMadeOf() throws {
    let batches = try DescribedBatch.read(GoldenBatch.bytes)
    let header = RecordBatchHeader(
      baseOffset: 1000, sizeInBytes: 81, partitionLeaderEpoch: 5, checksum: 0x6e38_674d, attributes: RecordBatchAttributes(),
      lastOffsetDelta: 3, baseTimestamp: 1_700_000_000_000, maxTimestamp: 1_700_000_000_000, producerID: 9, producerEpoch: 1,
      baseSequence: 7, recordCount: 2)
    #expect(batches == [DescribedBatch(isValid: true, header: header, records: GoldenBatch.records)])
    #expect(header.nextOffset == 1004)
  }

  @Test func aProducersBatchHasNoEpochAndNoProducerUnlessTold() throws {
    let batches = try DescribedBatch.read(RecordBatch.encode([Record(offset: 0, timestamp: -1, value: [])]))
    let header = try #require(batches.first?.header)
    #expect(header.partitionLeaderEpoch == -1 && header.producerID == -1 && header.producerEpoch == -1 && header.baseSequence == -1)
    #expect(header.baseOffset == 0 && header.maxTimestamp == -1)
  }

  @Test func everyBatchOfAFieldIsRead() throws {
    var generator = SeededGenerator(seed: 1)
    let batches = try (0..<5).map { _ in try RandomRecords.batch(using: &generator) }
    #expect(try DescribedBatch.read(batches.flatMap { $0 }) == batches.flatMap { try DescribedBatch.read($0) })
    #expect(try DescribedBatch.read([]).isEmpty)
  }

  @Test func recordsHaveTheBrokersTimeInABatchThatSaysSo() throws {
    let records = [5, 9, 7].enumerated().map { Record(offset: Int64($0.offset), timestamp: $0.element) }
    let bytes = try RecordBatch.encode(records, attributes: RecordBatchAttributes(timestampType: .logAppendTime))
    #expect(try DescribedBatch.read(bytes).first?.records?.map(\.timestamp) == [9, 9, 9])
  }

  @Test func flagsThatHaveNoMeaningYetAreKept() {
    var attributes = RecordBatchAttributes(rawValue: ~0b1000)
    #expect(attributes.timestampType == .createTime && attributes.isTransactional && attributes.isControl && attributes.hasDeleteHorizon)
    #expect("\(attributes.compression)" == "codec 7")
    attributes.timestampType = .logAppendTime
    #expect(attributes.rawValue == -1)
  }

  @Test(
    arguments: [
      ([], WireError("RecordBatch.records", offset: 0, .impossibleLength(0, available: 0))),
      ([3, 3], WireError("Record.offset", offset: 68, .outOfRange(3))),
      ([3, 2], WireError("Record.offset", offset: 23, .outOfRange(2))),
      ([3, 5, 4, 6], WireError("Record.offset", offset: 75, .outOfRange(4))),
      ([0, 1 << 31], WireError("Record.offset", offset: 23, .outOfRange(1 << 31))),
      ([.min, .max], WireError("Record.offset", offset: 23, .outOfRange(.max))),
    ] as [([Int64], WireError)])
  func offsetsThatHaveNoPlaceInABatchAreRefused(offsets: [Int64], expected: WireError) {
    #expect(error { _ = try RecordBatch.encode(offsets.map { Record(offset: $0, timestamp: 0) }) } == expected)
  }

  @Test func compressedRecordsAreNotEncoded() {
    #expect(
      error { _ = try RecordBatch.encode(GoldenBatch.records, attributes: RecordBatchAttributes(compression: .zstd)) }?.reason
        == .compressedRecords(.zstd))
  }
}
