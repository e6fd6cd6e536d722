import KafkaProtocol
import Testing

/// Batches that are not what they say.
struct DamagedBatchTests {
  @Test func everyPrefixOfABatchIsCutOff() {
    for count in 1..<GoldenBatch.bytes.count {
      let reason = error { _ = try DescribedBatch.read(Array(GoldenBatch.bytes[..<count])) }?.reason
      guard case .truncated(_, let available) = reason else { Issue.record("\(count) bytes: \("\(reason, default: "nothing")")"); continue }
      #expect(available <= count)
    }
  }

  @Test func whatCameBeforeACutOffBatchIsGood() throws {
    let field = GoldenBatch.bytes + GoldenBatch.bytes.dropLast()
    var reader = RecordBatchReader(field.span.rawBytes)
    let first = try reader.next()?.header
    #expect(first?.baseOffset == 1000)
    for _ in 0..<2 {
      var reason: WireError?
      do throws(WireError) { _ = try reader.next() } catch { reason = error }
      #expect(reason == WireError("RecordBatch", offset: 81, .truncated(needed: 81, available: 80)))
      #expect(reader.offset == 81)
    }
  }

  @Test func everyDamagedByteUnderTheChecksumIsSeen() {
    for place in 21..<GoldenBatch.bytes.count {
      var damaged = GoldenBatch.bytes
      damaged[place] ^= 0x40
      let error = error { _ = try DescribedBatch.read(damaged) }
      guard case .checksum(0x6e38_674d, let actual) = error?.reason else { Issue.record("byte \(place)"); continue }
      #expect(actual != 0x6e38_674d && error?.offset == 17)
    }
  }

  /// Place and value of one byte, in the second of two batches.
  @Test(
    arguments: [
      (16, 1, WireError("RecordBatch.magic", offset: 98, .unsupportedMagic(1))),
      (16, 0xff, WireError("RecordBatch.magic", offset: 98, .unsupportedMagic(-1))),
      (8, 0x80, WireError("RecordBatch.length", offset: 89, .impossibleLength(-0x7fff_ffbb, available: 81))),
      (8, 0x7f, WireError("RecordBatch", offset: 81, .truncated(needed: 0x7f00_0051, available: 81))),
      (11, 48, WireError("RecordBatch.length", offset: 89, .impossibleLength(48, available: 81))),
      (22, 3, WireError("RecordBatch.records", offset: 142, .compressedRecords(.lz4))),
      (57, 0x80, WireError("RecordBatch.recordCount", offset: 142, .impossibleLength(-0x7fff_fffe, available: 20))),
      (60, 3, WireError("RecordBatch.recordCount", offset: 142, .impossibleLength(3, available: 20))),
      (60, 1, WireError("RecordBatch.records", offset: 155, .trailingBytes(7))),
      (61, 0x01, WireError("Record.length", offset: 143, .impossibleLength(-1, available: 19))),
      (61, 0x40, WireError("Record.length", offset: 143, .impossibleLength(32, available: 19))),
      (61, 0x1a, WireError("Record", offset: 155, .recordSize(announced: 13, actual: 12))),
      (65, 0x40, WireError("Record.key", offset: 147, .truncated(needed: 32, available: 15))),
      (70, 0x01, WireError("Record.headers", offset: 152, .impossibleLength(-1, available: 10))),
      (70, 0x0c, WireError("Record.headers", offset: 152, .impossibleLength(6, available: 10))),
      (71, 0x01, WireError("Record.Header.key", offset: 153, .unexpectedNull)),
      (80, 0x02, WireError("Record.headers", offset: 162, .impossibleLength(1, available: 0))),
    ] as [(Int, UInt8, WireError)])
  func anErrorSaysWhatIsWrongAndWhereInTheField(place: Int, value: UInt8, expected: WireError) {
    var second = GoldenBatch.bytes
    second[place] = value
    #expect(error { try readUnchecked(GoldenBatch.bytes + second) } == expected)
  }

  @Test func lengthsBelowZeroAreNullAsKafkaReadsThem() throws {
    var bytes = GoldenBatch.bytes
    // Key and value of the second record: -2 and -64.
    bytes[78] = 0x03
    bytes[79] = 0x7f
    var reader = RecordBatchReader(bytes.span.rawBytes, checkingChecksums: false)
    #expect(try reader.next()?.records() == GoldenBatch.records)
  }

  @Test func offsetsAndTimesBeyondTheLastOneWrapAround() throws {
    var bytes = GoldenBatch.bytes
    bytes.replaceSubrange(0..<8, with: [0x7f] + [UInt8](repeating: 0xff, count: 7))
    bytes.replaceSubrange(27..<35, with: [0x80, 0, 0, 0, 0, 0, 0, 0])
    var reader = RecordBatchReader(bytes.span.rawBytes, checkingChecksums: false)
    let batch = try reader.next()
    let records = try batch?.records()
    #expect(records?.map(\.offset) == [.max, .min + 2])
    #expect(records?.map(\.timestamp) == [.min, .max])
    #expect(batch?.header.nextOffset == .min + 3)
  }

  @Test(arguments: [-1, 1, 81, .max])
  func nothingIsSetWhereNoBatchBegins(position: Int) {
    var bytes = GoldenBatch.bytes
    #expect(error { try RecordBatch.assign(baseOffset: 7, partitionLeaderEpoch: 7, in: &bytes, at: position) } != nil)
    #expect(error { try RecordBatch.assign(logAppendTime: 7, in: &bytes, at: position) } != nil)
    #expect(bytes == GoldenBatch.bytes)
  }

  @Test func whatIsSetInOneBatchLeavesTheOthersAlone() throws {
    var bytes = GoldenBatch.bytes + GoldenBatch.bytes + GoldenBatch.bytes
    try RecordBatch.assign(baseOffset: 1 << 40, partitionLeaderEpoch: 77, in: &bytes, at: 81)
    try RecordBatch.assign(logAppendTime: 1 << 41, in: &bytes, at: 81)
    #expect(Array(bytes.prefix(81)) == GoldenBatch.bytes && Array(bytes.suffix(81)) == GoldenBatch.bytes)
    let batch = try DescribedBatch.read(bytes)[1]
    #expect(batch.header.baseOffset == 1 << 40 && batch.header.partitionLeaderEpoch == 77)
    #expect(batch.records?.map(\.offset) == [1 << 40, 1 << 40 + 3])
    #expect(batch.records?.map(\.timestamp) == [1 << 41, 1 << 41])
  }

  private func readUnchecked(_ field: [UInt8]) throws(WireError) {
    var reader = RecordBatchReader(field.span.rawBytes, checkingChecksums: false)
    while let batch = try reader.next() { _ = try batch.records() }
  }
}
