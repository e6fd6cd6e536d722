/// One batch of records (format v2, KIP-98) inside bytes it does not own.
public struct RecordBatch: ~Escapable {
  public let header: RecordBatchHeader
  /// The whole batch, header included.
  public let bytes: RawSpan
  /// Bytes in front of the batch, so that an error says where in the whole `records` field it is.
  private let field: RawSpan
  private let position: Int

  /// The batch that begins at `position`.
  @_lifetime(copy field)
  init(in field: RawSpan, at position: Int, checkingChecksum: Bool) throws(WireError) {
    var reader = WireReader(field)
    _ = try reader.advance("RecordBatch", position)
    let header = try RecordBatchHeader.decode(from: &reader)
    let end = position + header.sizeInBytes
    if checkingChecksum {
      let actual = CRC32C.checksum(field.extracting(position + RecordBatchHeader.Place.attributes..<end))
      guard actual == header.checksum else {
        throw WireError(
          "RecordBatch.checksum", offset: position + RecordBatchHeader.Place.checksum,
          .checksum(announced: header.checksum, actual: actual))
      }
    }
    self.header = header
    self.bytes = field.extracting(position..<end)
    self.field = field.extracting(0..<end)
    self.position = position
  }

  /// The records one after the other. Throws when they are compressed: only their count and their limits can then be told, from the header.
  @_lifetime(copy self)
  public func recordReader() throws(WireError) -> RecordReader {
    var reader = WireReader(field)
    _ = try reader.advance("RecordBatch", position + RecordBatchHeader.size)
    return try RecordReader(reader, header)
  }

  /// All records. Throws as `recordReader()` and its `next()` do.
  public func records() throws(WireError) -> [Record] {
    var reader = try recordReader()
    var records: [Record] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }
}
