extension RecordBatch {
  /// A batch of these records, not compressed, as a producer makes it (base offset 0, no epoch) or a broker keeps it.
  ///
  /// Offsets count up from the first record's, which becomes the base offset; gaps are allowed. Throws for no records, for offsets that do not rise
  /// or reach further than 2^31, and for attributes that name a codec.
  public static func encode(
    _ records: [Record], partitionLeaderEpoch: Int32 = -1, attributes: RecordBatchAttributes = RecordBatchAttributes(),
    producerID: Int64 = -1, producerEpoch: Int16 = -1, baseSequence: Int32 = -1
  ) throws(WireError) -> [UInt8] {
    var writer = WireWriter()
    guard attributes.compression == .none else {
      throw writer.error("RecordBatch.attributes", .compressedRecords(attributes.compression))
    }
    guard let first = records.first, let last = records.last, let count = Int32(exactly: records.count) else {
      throw writer.error("RecordBatch.records", .impossibleLength(records.count, available: 0))
    }
    writer.writeInt64(first.offset)
    writer.writeInt32(0)
    writer.writeInt32(partitionLeaderEpoch)
    writer.writeInt8(2)
    writer.writeUInt32(0)
    writer.writeInt16(attributes.rawValue)
    writer.writeInt32(try offsetDelta(of: last, from: first, writer))
    writer.writeInt64(first.timestamp)
    writer.writeInt64(records.reduce(first.timestamp) { max($0, $1.timestamp) })
    writer.writeInt64(producerID)
    writer.writeInt16(producerEpoch)
    writer.writeInt32(baseSequence)
    writer.writeInt32(count)
    var previous: Int32 = -1
    for record in records {
      let delta = try offsetDelta(of: record, from: first, writer)
      guard delta > previous else { throw writer.error("Record.offset", .outOfRange(record.offset)) }
      try writer.writeRecord(record, timestampDelta: record.timestamp &- first.timestamp, offsetDelta: delta)
      previous = delta
    }
    try writer.fillLength(at: RecordBatchHeader.Place.length, "RecordBatch")
    var bytes = writer.bytes
    fillChecksum(&bytes)
    return bytes
  }

  private static func offsetDelta(of record: Record, from first: Record, _ writer: WireWriter) throws(WireError) -> Int32 {
    let (difference, overflow) = record.offset.subtractingReportingOverflow(first.offset)
    guard !overflow, difference >= 0, let delta = Int32(exactly: difference) else {
      throw writer.error("Record.offset", .outOfRange(record.offset))
    }
    return delta
  }
}

extension WireWriter {
  fileprivate mutating func writeRecord(_ record: Record, timestampDelta: Int64, offsetDelta: Int32) throws(WireError) {
    // The length in front has a varying size itself, so the body is written first.
    var body = WireWriter()
    body.writeInt8(0)
    body.writeVarlong(timestampDelta)
    body.writeVarint(offsetDelta)
    try body.writeRecordBytes(record.key, "Record.key")
    try body.writeRecordBytes(record.value, "Record.value")
    body.writeVarint(try length(record.headers.count, "Record.headers"))
    for header in record.headers {
      try body.writeRecordBytes(Array(header.key.utf8), "Record.Header.key")
      try body.writeRecordBytes(header.value, "Record.Header.value")
    }
    writeVarint(try length(body.bytes.count, "Record"))
    writeRawBytes(body.bytes)
  }

  private mutating func writeRecordBytes(_ value: [UInt8]?, _ field: String) throws(WireError) {
    guard let value else { return writeVarint(-1) }
    writeVarint(try length(value.count, field))
    writeRawBytes(value)
  }

  private func length(_ count: Int, _ field: String) throws(WireError) -> Int32 {
    guard let length = Int32(exactly: count) else { throw error(field, .tooLong(count)) }
    return length
  }
}
