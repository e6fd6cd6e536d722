/// The batches of a `records` field, one after the other.
///
/// A broker may end an answer in the middle of a batch, because it fills up the bytes that it was asked for: that is a `.truncated` error, and what
/// came before is good.
public struct RecordBatchReader: ~Escapable {
  private let bytes: RawSpan
  private let checkingChecksums: Bool
  /// Where the next batch begins.
  public private(set) var offset = 0

  /// Checksums need a pass over all bytes; who wrote the batches itself can do without.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, checkingChecksums: Bool = true) {
    self.bytes = bytes
    self.checkingChecksums = checkingChecksums
  }

  /// Nil after the last one. After an error the reader stands where it stood, because nothing tells where the next batch would begin.
  ///
  /// Throws for a batch that is not whole, of another format (magic 0 and 1), or whose checksum is wrong.
  @_lifetime(copy self)
  public mutating func next() throws(WireError) -> RecordBatch? {
    guard offset < bytes.byteCount else { return nil }
    let batch = try RecordBatch(in: bytes, at: offset, checkingChecksum: checkingChecksums)
    offset += batch.header.sizeInBytes
    return batch
  }
}
