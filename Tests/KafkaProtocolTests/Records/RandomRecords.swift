import FuzzSupport
import KafkaProtocol

/// Batches with everything that the format can carry, extremes included.
enum RandomRecords {
  static func batch(using generator: inout SeededGenerator) throws(WireError) -> [UInt8] {
    let hasProducer = Bool.random(using: &generator)
    return try RecordBatch.encode(
      records(using: &generator), partitionLeaderEpoch: Int32.random(in: -1...Int32.max, using: &generator),
      attributes: RecordBatchAttributes(
        timestampType: Int.random(in: 0..<4, using: &generator) == 0 ? .logAppendTime : .createTime,
        isTransactional: hasProducer && Bool.random(using: &generator)),
      producerID: hasProducer ? Int64.random(in: 0...Int64.max, using: &generator) : -1,
      producerEpoch: hasProducer ? Int16.random(in: 0...Int16.max, using: &generator) : -1,
      baseSequence: hasProducer ? Int32.random(in: 0...Int32.max, using: &generator) : -1)
  }

  static func records(using generator: inout SeededGenerator) -> [Record] {
    var offset = Int64.random(in: 0...Int64.max >> Int64.random(in: 1...60, using: &generator), using: &generator)
    return (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      defer { offset += 1 + (Bool.random(using: &generator) ? 0 : Int64.random(in: 0...1_000_000, using: &generator)) }
      let headers = (0..<(Bool.random(using: &generator) ? 0 : 3)).map { _ in
        RecordHeader(key: ["", "a", "schlüssel €"].randomElement(using: &generator) ?? "", value: bytes(using: &generator))
      }
      return Record(
        offset: offset,
        timestamp: Int.random(in: 0..<5, using: &generator) == 0
          ? -1 : Int64.random(in: 0...Int64.max >> Int64.random(in: 1...60, using: &generator), using: &generator),
        key: bytes(using: &generator), value: bytes(using: &generator), headers: headers)
    }
  }

  private static func bytes(using generator: inout SeededGenerator) -> [UInt8]? {
    let length = Int.random(in: 0..<10, using: &generator) == 0 ? 300 : Int.random(in: -1..<70, using: &generator)
    return length < 0 ? nil : (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}
