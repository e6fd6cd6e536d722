import Foundation
import KafkaProtocol

/// What Kafka's own record classes wrote, and what they say of it.
struct RecordWitness {
  /// One or several batches.
  var field: [UInt8]
  var batches: [DescribedBatch]
  /// What Kafka was told to set in the first batch, and the bytes after it did.
  var baseOffset: Int64
  var leaderEpoch: Int32
  var logAppendTime: Int64
  var withOffsetAndEpoch: [UInt8]
  var withLogAppendTime: [UInt8]

  static func write(kafka: URL, count: Int, seed: Int) throws -> [RecordWitness] {
    let output = try run(kafka, "write", ["\(count)", "\(seed)"])
    var reader = WireReader(output.span.rawBytes)
    var witnesses: [RecordWitness] = []
    while reader.remaining > 0 {
      witnesses.append(
        RecordWitness(
          field: try reader.readBytes("field", compact: false), batches: try DescribedBatch.parse(&reader),
          baseOffset: try reader.readInt64("baseOffset"), leaderEpoch: try reader.readInt32("leaderEpoch"),
          logAppendTime: try reader.readInt64("logAppendTime"),
          withOffsetAndEpoch: try reader.readBytes("withOffsetAndEpoch", compact: false),
          withLogAppendTime: try reader.readBytes("withLogAppendTime", compact: false)))
    }
    return witnesses
  }

  /// One batch each of the formats before v2.
  static func writeOldFormats(kafka: URL, seed: Int) throws -> [[UInt8]] {
    let output = try run(kafka, "old", ["\(seed)"])
    var reader = WireReader(output.span.rawBytes)
    return [try reader.readBytes("format 0", compact: false), try reader.readBytes("format 1", compact: false)]
  }

  /// What Kafka reads in these fields.
  static func describe(_ fields: [[UInt8]], kafka: URL) throws -> [[DescribedBatch]] {
    var writer = WireWriter()
    for field in fields { try writer.writeBytes(field, "field", compact: false) }
    let output = try run(kafka, "describe", [], input: writer.bytes)
    var reader = WireReader(output.span.rawBytes)
    var described: [[DescribedBatch]] = []
    while reader.remaining > 0 { described.append(try DescribedBatch.parse(&reader)) }
    return described
  }

  private static func run(_ kafka: URL, _ mode: String, _ arguments: [String], input: [UInt8]? = nil) throws -> [UInt8] {
    try JavaProgram.withTemporaryFolder { folder in
      let files = ["in", "out"].map { folder.appendingPathComponent($0) }
      if let input { try Data(input).write(to: files[0]) }
      try JavaProgram.run("RecordWitness", kafka: kafka, [mode] + (input == nil ? [] : [files[0].path]) + [files[1].path] + arguments)
      return [UInt8](try Data(contentsOf: files[1]))
    }
  }
}
