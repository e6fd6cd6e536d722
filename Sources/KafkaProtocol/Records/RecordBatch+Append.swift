/// What a broker changes in a batch when it appends it to a log, in place. Each throws when there is no whole batch of format v2 at `position`, and
/// changes nothing then; that the checksum was right has been checked when the batch came in.
extension RecordBatch {
  /// Neither is covered by the checksum, so that a broker need not compute it again.
  public static func assign(
    baseOffset: Int64, partitionLeaderEpoch: Int32, in bytes: inout [UInt8], at position: Int = 0
  ) throws(WireError) {
    _ = try RecordBatch(in: bytes.span.rawBytes, at: position, checkingChecksum: false)
    store(baseOffset, in: &bytes, at: position)
    store(partitionLeaderEpoch, in: &bytes, at: position + RecordBatchHeader.Place.partitionLeaderEpoch)
  }

  /// Gives all records the time of the broker (`message.timestamp.type=LogAppendTime`), in milliseconds since 1970.
  public static func assign(logAppendTime: Int64, in bytes: inout [UInt8], at position: Int = 0) throws(WireError) {
    let header = try RecordBatch(in: bytes.span.rawBytes, at: position, checkingChecksum: false).header
    var attributes = header.attributes
    attributes.timestampType = .logAppendTime
    store(attributes.rawValue, in: &bytes, at: position + RecordBatchHeader.Place.attributes)
    store(logAppendTime, in: &bytes, at: position + RecordBatchHeader.Place.maxTimestamp)
    fillChecksum(&bytes, of: position..<position + header.sizeInBytes)
  }

  /// For the batch that fills `bytes`.
  static func fillChecksum(_ bytes: inout [UInt8]) {
    fillChecksum(&bytes, of: bytes.indices)
  }

  private static func fillChecksum(_ bytes: inout [UInt8], of batch: Range<Int>) {
    let checksum = CRC32C.checksum(bytes.span.rawBytes.extracting(batch.lowerBound + RecordBatchHeader.Place.attributes..<batch.upperBound))
    store(checksum, in: &bytes, at: batch.lowerBound + RecordBatchHeader.Place.checksum)
  }

  private static func store<Integer: FixedWidthInteger>(_ value: Integer, in bytes: inout [UInt8], at position: Int) {
    for index in 0..<Integer.bitWidth / 8 {
      bytes[position + index] = UInt8(truncatingIfNeeded: value >> (Integer.bitWidth - 8 - 8 * index))
    }
  }
}
