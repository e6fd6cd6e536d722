/// What stands in front of the records of a batch, format v2 (KIP-98):
/// https://kafka.apache.org/documentation/#recordbatch.
public struct RecordBatchHeader: Sendable, Equatable {
  /// Offset that the records' deltas count from: the first record's, as long as the log cleaner did not remove that one.
  public var baseOffset: Int64
  /// Bytes of the whole batch, header included.
  public var sizeInBytes: Int
  /// Epoch of the leader that appended the batch; -1 on the way from a producer.
  public var partitionLeaderEpoch: Int32
  /// CRC-32C of everything from the attributes to the end.
  public var checksum: UInt32
  public var attributes: RecordBatchAttributes
  /// The last record's distance from the base offset. Stays when the log cleaner removes records.
  public var lastOffsetDelta: Int32
  /// Milliseconds since 1970 that the records' deltas count from.
  public var baseTimestamp: Int64
  /// Milliseconds since 1970, -1 when there are no records.
  public var maxTimestamp: Int64
  /// -1 unless the producer is idempotent or transactional.
  public var producerID: Int64
  public var producerEpoch: Int16
  /// The first record's sequence number, -1 as the id is.
  public var baseSequence: Int32
  /// Records in the batch: fewer than offsets after the log cleaner was there.
  public var recordCount: Int32

  /// Where the fields are, in bytes from the start of a batch.
  enum Place {
    static let length = 8
    static let partitionLeaderEpoch = 12
    static let checksum = 17
    /// Also where the bytes begin that the checksum covers.
    static let attributes = 21
    static let maxTimestamp = 35
  }

  /// Bytes of a header.
  public static let size = 61

  /// The offset behind the batch, where the next one may begin. Wraps around for bytes that no broker wrote.
  public var nextOffset: Int64 { baseOffset &+ Int64(lastOffsetDelta) &+ 1 }
}

extension RecordBatchHeader {
  /// Reads a header and leaves the reader behind it. That the whole batch is there is checked; the checksum is not.
  static func decode(from reader: inout WireReader) throws(WireError) -> RecordBatchHeader {
    let start = reader.offset
    let available = reader.remaining
    let baseOffset = try reader.readInt64("RecordBatch.baseOffset")
    let length = Int(try reader.readInt32("RecordBatch.length"))
    let partitionLeaderEpoch = try reader.readInt32("RecordBatch.partitionLeaderEpoch")
    // The formats before this one have other fields around it, but their magic is in the same place.
    let magic = try reader.readInt8("RecordBatch.magic")
    guard magic == 2 else { throw reader.error("RecordBatch.magic", .unsupportedMagic(magic)) }
    let sizeInBytes = Place.partitionLeaderEpoch + length
    guard sizeInBytes >= size else {
      throw WireError("RecordBatch.length", offset: start + Place.length, .impossibleLength(length, available: available))
    }
    guard sizeInBytes <= available else {
      throw WireError("RecordBatch", offset: start, .truncated(needed: sizeInBytes, available: available))
    }
    return RecordBatchHeader(
      baseOffset: baseOffset,
      sizeInBytes: sizeInBytes,
      partitionLeaderEpoch: partitionLeaderEpoch,
      checksum: try reader.readUInt32("RecordBatch.checksum"),
      attributes: RecordBatchAttributes(rawValue: try reader.readInt16("RecordBatch.attributes")),
      lastOffsetDelta: try reader.readInt32("RecordBatch.lastOffsetDelta"),
      baseTimestamp: try reader.readInt64("RecordBatch.baseTimestamp"),
      maxTimestamp: try reader.readInt64("RecordBatch.maxTimestamp"),
      producerID: try reader.readInt64("RecordBatch.producerID"),
      producerEpoch: try reader.readInt16("RecordBatch.producerEpoch"),
      baseSequence: try reader.readInt32("RecordBatch.baseSequence"),
      recordCount: try reader.readInt32("RecordBatch.recordCount"))
  }
}
