import Foundation
import FuzzSupport
import KafkaProtocol

/// What Kafka's own classes wrote of one randomly filled message.
struct WitnessRecord {
  var name: String
  var version: Int16
  /// Header and message.
  var frame: [UInt8]
  /// The message without header in each version, nil where Kafka refuses to write it.
  var inVersion: [(version: Int16, bytes: [UInt8]?)] = []

  static func write(kafka: URL, count: Int, seed: Int) throws -> [WitnessRecord] {
    try JavaProgram.withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("messages")
      let messages = MessageCatalogue.messages.map { "\($0):\($0.validVersions.lowerBound):\($0.validVersions.upperBound)" }
      try JavaProgram.run("MessageWitness", kafka: kafka, ["write", file.path, "\(count)", "\(seed)"] + messages)
      return try parse([UInt8](Data(contentsOf: file)))
    }
  }

  private static func parse(_ bytes: [UInt8]) throws(WireError) -> [WitnessRecord] {
    var reader = WireReader(bytes.span.rawBytes)
    var records: [WitnessRecord] = []
    while reader.remaining > 0 {
      var record = WitnessRecord(
        name: try reader.readString("name", compact: false), version: try reader.readInt16("version"),
        frame: try reader.readBytes("frame", compact: false))
      for _ in 0..<(try reader.readInt32("conversions")) {
        record.inVersion.append((try reader.readInt16("version"), try reader.readNullableBytes("message", compact: false)))
      }
      records.append(record)
    }
    return records
  }

  /// What Kafka's own classes write after reading these messages.
  static func rewrite(_ messages: [(name: String, version: Int16, bytes: [UInt8])], kafka: URL) throws -> [[UInt8]] {
    try JavaProgram.withTemporaryFolder { folder in
      let files = ["in", "out"].map { folder.appendingPathComponent($0) }
      var writer = WireWriter()
      for message in messages {
        try writer.writeString(message.name, "name", compact: false)
        writer.writeInt16(message.version)
        try writer.writeBytes(message.bytes, "message", compact: false)
      }
      try Data(writer.bytes).write(to: files[0])
      try JavaProgram.run("MessageWitness", kafka: kafka, ["rewrite"] + files.map(\.path))
      let output = [UInt8](try Data(contentsOf: files[1]))
      var reader = WireReader(output.span.rawBytes)
      var results: [[UInt8]] = []
      while reader.remaining > 0 { results.append(try reader.readBytes("message", compact: false)) }
      return results
    }
  }
}
