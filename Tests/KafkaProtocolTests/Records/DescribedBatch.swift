@testable import KafkaProtocol

/// What a batch says: of Kafka's own classes and of those here in the same form.
struct DescribedBatch: Equatable {
  var isValid: Bool
  var header: RecordBatchHeader
  /// Nil when they are compressed.
  var records: [Record]?

  /// Everything in a `records` field.
  static func read(_ field: [UInt8]) throws(WireError) -> [DescribedBatch] {
    var reader = RecordBatchReader(field.span.rawBytes)
    var batches: [DescribedBatch] = []
    while let batch = try reader.next() {
      let isCompressed = batch.header.attributes.compression != .none
      batches.append(DescribedBatch(isValid: true, header: batch.header, records: isCompressed ? nil : try batch.records()))
    }
    return batches
  }
}

/// The other end of what RecordWitness.java writes.
extension DescribedBatch {
  static func parse(_ reader: inout WireReader) throws(WireError) -> [DescribedBatch] {
    var batches: [DescribedBatch] = []
    for _ in 0..<(try reader.readInt32("batches")) { batches.append(try parseOne(&reader)) }
    return batches
  }

  private static func parseOne(_ reader: inout WireReader) throws(WireError) -> DescribedBatch {
    let isValid = try reader.readBool("isValid")
    let baseOffset = try reader.readInt64("baseOffset")
    let sizeInBytes = Int(try reader.readInt32("sizeInBytes"))
    let partitionLeaderEpoch = try reader.readInt32("partitionLeaderEpoch")
    let checksum = try reader.readUInt32("checksum")
    var attributes = RecordBatchAttributes(
      compression: RecordCompression(rawValue: UInt8(bitPattern: try reader.readInt8("compressionType"))),
      timestampType: try reader.readBool("timestampType") ? .logAppendTime : .createTime,
      isTransactional: try reader.readBool("isTransactional"), isControl: try reader.readBool("isControlBatch"))
    if try reader.readBool("hasDeleteHorizon") { attributes.rawValue |= 1 << 6 }
    let header = RecordBatchHeader(
      baseOffset: baseOffset, sizeInBytes: sizeInBytes, partitionLeaderEpoch: partitionLeaderEpoch, checksum: checksum,
      attributes: attributes, lastOffsetDelta: Int32(truncatingIfNeeded: try reader.readInt64("lastOffset") &- baseOffset),
      baseTimestamp: try reader.readInt64("baseTimestamp"), maxTimestamp: try reader.readInt64("maxTimestamp"),
      producerID: try reader.readInt64("producerId"), producerEpoch: try reader.readInt16("producerEpoch"),
      baseSequence: try reader.readInt32("baseSequence"), recordCount: try reader.readInt32("count"))
    guard attributes.compression == .none else { return DescribedBatch(isValid: isValid, header: header) }
    var records: [Record] = []
    for _ in 0..<header.recordCount { records.append(try parseRecord(&reader)) }
    return DescribedBatch(isValid: isValid, header: header, records: records)
  }

  private static func parseRecord(_ reader: inout WireReader) throws(WireError) -> Record {
    var record = Record(
      offset: try reader.readInt64("offset"), timestamp: try reader.readInt64("timestamp"),
      key: try reader.readNullableBytes("key", compact: false), value: try reader.readNullableBytes("value", compact: false))
    for _ in 0..<(try reader.readInt32("headers")) {
      let key = String(decoding: try reader.readBytes("header.key", compact: false), as: UTF8.self)
      record.headers.append(RecordHeader(key: key, value: try reader.readNullableBytes("header.value", compact: false)))
    }
    return record
  }
}
