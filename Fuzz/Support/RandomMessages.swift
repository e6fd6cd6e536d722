package import KafkaProtocol

/// Makes messages of any type and version without Kafka: a decoder fed with random small bytes takes as many of them as it needs, and what it
/// makes of them is a random message.
package enum RandomMessages {
  package static func make<Message: KafkaMessage>(
    _ type: Message.Type, version: Int16, using generator: inout SeededGenerator
  ) -> Message? {
    for attempt in 0..<2000 {
      // Of 64 bytes. Non-flexible lengths are mostly zero bytes, flexible ones are zero only for null.
      let zeros = Message.isFlexible(version) ? 6 + 6 * UInt64(attempt % 5) : 38 + 5 * UInt64(attempt % 5)
      let bytes = (0..<300).map { _ -> UInt8 in
        let number = generator.next()
        if number & 63 < zeros { return 0 }
        return (number >> 6) & 7 == 0 ? UInt8(truncatingIfNeeded: number >> 16) : UInt8(truncatingIfNeeded: 1 + (number >> 16) % 3)
      }
      var reader = WireReader(bytes.span.rawBytes)
      // The second time the tagged fields are in order, which the random bytes need not have been; what has the same tag twice has no encoding.
      if let message = try? Message.decode(from: &reader, version: version), let encoded = try? encode(message, version: version) {
        return try? decode(type, encoded, version: version)
      }
    }
    return nil
  }

  package static func encode<Message: KafkaMessage>(_ message: Message, version: Int16) throws(WireError) -> [UInt8] {
    var writer = WireWriter()
    try message.encode(to: &writer, version: version)
    return writer.bytes
  }

  package static func decode<Message: KafkaMessage>(_ type: Message.Type, _ bytes: [UInt8], version: Int16) throws(WireError) -> Message {
    var reader = WireReader(bytes.span.rawBytes)
    let message = try Message.decode(from: &reader, version: version)
    try reader.expectEnd("\(type)")
    return message
  }
}
