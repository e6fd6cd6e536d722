import KafkaProtocol

/// Two records of one batch, and the bytes that MemoryRecordsBuilder of Kafka 4.3.0 made of them.
enum GoldenBatch {
  static let records = [
    Record(offset: 1000, timestamp: 1_700_000_000_000, key: [0x6b], value: [0x76, 0x31], headers: [RecordHeader(key: "h", value: nil)]),
    Record(offset: 1003, timestamp: 1_699_999_999_999, key: nil, value: nil),
  ]

  static let bytes: [UInt8] =
    // Base offset, length, leader epoch, magic, checksum.
    [0, 0, 0, 0, 0, 0, 0x03, 0xe8] + [0, 0, 0, 0x45] + [0, 0, 0, 5] + [2] + [0x6e, 0x38, 0x67, 0x4d]
    // Attributes, last offset delta, base and max timestamp.
    + [0, 0] + [0, 0, 0, 3] + [0, 0, 1, 0x8b, 0xcf, 0xe5, 0x68, 0] + [0, 0, 1, 0x8b, 0xcf, 0xe5, 0x68, 0]
    // Producer id and epoch, base sequence, count.
    + [0, 0, 0, 0, 0, 0, 0, 9] + [0, 1] + [0, 0, 0, 7] + [0, 0, 0, 2]
    // Length, attributes, timestamp and offset delta, key, value, headers of each record.
    + [0x18, 0, 0, 0, 0x02, 0x6b, 0x04, 0x76, 0x31, 0x02, 0x02, 0x68, 0x01]
    + [0x0c, 0, 0x01, 0x06, 0x01, 0x01, 0]
}
