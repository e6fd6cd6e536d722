import KafkaProtocol

extension SyntheticRun {
  /// `batch.size` of producers that nobody configured.
  private static let batchBytes = 16_384

  /// A batch of records from the offset on, which must be one of the run's: as a producer would have sent it, not compressed.
  ///
  /// The key is the offset, the value a text that tells it, repeated until it is long enough.
  ///
  /// - Parameters:
  ///   - end: the first offset that may not be in the batch.
  ///   - limit: bytes that the batch shall not exceed, which a single record may nevertheless do.
  func batch(from offset: Int64, before end: Int64, limit: Int, leaderEpoch: Int32) throws(WireError) -> (bytes: [UInt8], nextOffset: Int64)
  {
    let bytes = min(Self.batchBytes, limit) - RecordBatchHeader.size
    let fitting = Int64(max(bytes, 0)) / (Int64(recordSize) + Self.largestOverhead)
    let next = max(min(offset + max(fitting, 1), nextOffset, end), offset + 1)
    let records = (offset..<next).map { offset in
      Record(offset: offset, timestamp: timestamp(of: offset), key: Array("\(offset)".utf8), value: value(of: offset))
    }
    return (try RecordBatch.encode(records, partitionLeaderEpoch: leaderEpoch), next)
  }

  /// What a record can take besides its value: up to 19 digits of key, and lengths and deltas of variable size.
  private static let largestOverhead: Int64 = 48

  private func value(of offset: Int64) -> [UInt8] {
    let text = Array("record \(offset) ".utf8)
    let size = Int(recordSize)
    var value: [UInt8] = []
    value.reserveCapacity(size + text.count)
    while value.count < size { value += text }
    value.removeLast(value.count - size)
    return value
  }
}
