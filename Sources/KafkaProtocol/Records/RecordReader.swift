/// The records of one uncompressed batch, one after the other.
public struct RecordReader: ~Escapable {
  private var reader: WireReader
  private let header: RecordBatchHeader
  private var recordsLeft: Int

  /// Bytes of the shortest record: lengths, deltas and counts of one byte each.
  private static let minimumSize = 7

  @_lifetime(copy reader)
  init(_ reader: consuming WireReader, _ header: RecordBatchHeader) throws(WireError) {
    let compression = header.attributes.compression
    guard compression == .none else { throw reader.error("RecordBatch.records", .compressedRecords(compression)) }
    let count = Int(header.recordCount)
    guard count >= 0, count <= reader.remaining / Self.minimumSize else {
      throw reader.error("RecordBatch.recordCount", .impossibleLength(count, available: reader.remaining))
    }
    self.header = header
    self.recordsLeft = count
    self.reader = reader
  }

  /// Nil after the last one. Throws for a record that is not as long as it says, and for bytes after the last record.
  public mutating func next() throws(WireError) -> Record? {
    guard recordsLeft > 0 else {
      try reader.expectEnd("RecordBatch.records")
      return nil
    }
    let size = Int(try reader.readVarint("Record.length"))
    guard size >= 0, size <= reader.remaining else {
      throw reader.error("Record.length", .impossibleLength(size, available: reader.remaining))
    }
    let start = reader.offset
    let record = try readBody()
    let actual = reader.offset - start
    guard actual == size else { throw reader.error("Record", .recordSize(announced: size, actual: actual)) }
    recordsLeft -= 1
    return record
  }

  private mutating func readBody() throws(WireError) -> Record {
    // Attributes without a meaning so far.
    _ = try reader.readInt8("Record.attributes")
    let timestampDelta = try reader.readVarlong("Record.timestampDelta")
    let offsetDelta = try reader.readVarint("Record.offsetDelta")
    // Sums wrap around as they do in Kafka: no broker wrote such bytes, but they must not trap.
    return Record(
      offset: header.baseOffset &+ Int64(offsetDelta),
      timestamp: header.attributes.timestampType == .logAppendTime ? header.maxTimestamp : header.baseTimestamp &+ timestampDelta,
      key: try readBytes("Record.key"),
      value: try readBytes("Record.value"),
      headers: try readHeaders())
  }

  /// Any negative length is null, as Kafka reads it.
  private mutating func readBytes(_ field: String) throws(WireError) -> [UInt8]? {
    let length = Int(try reader.readVarint(field))
    guard length >= 0 else { return nil }
    return try reader.readRawBytes(field, count: length)
  }

  private mutating func readHeaders() throws(WireError) -> [RecordHeader] {
    let count = Int(try reader.readVarint("Record.headers"))
    guard count >= 0, count <= reader.remaining / 2 else {
      throw reader.error("Record.headers", .impossibleLength(count, available: reader.remaining))
    }
    var headers: [RecordHeader] = []
    for _ in 0..<count {
      guard let key = try readBytes("Record.Header.key") else { throw reader.error("Record.Header.key", .unexpectedNull) }
      headers.append(RecordHeader(key: String(decoding: key, as: UTF8.self), value: try readBytes("Record.Header.value")))
    }
    return headers
  }
}
