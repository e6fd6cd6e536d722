import FuzzSupport
import KafkaProtocol
import Testing

/// Bytes that no broker should send: whatever they are, a decoder ends with a message or an error.
struct HostileBytesTests {
  @Test(arguments: MessageCatalogue.messages.map { "\($0)" })
  func everyVersionOfARandomMessageComesBackAsItWas(name: String) throws {
    func check<Message: KafkaMessage>(_ type: Message.Type) throws {
      var generator = SeededGenerator(seed: 1)
      for version in Message.validVersions {
        let message = try #require(RandomMessages.make(type, version: version, using: &generator), "version \(version)")
        let bytes = try RandomMessages.encode(message, version: version)
        #expect(try RandomMessages.decode(type, bytes, version: version) == message)
      }
    }
    let type = try #require(MessageCatalogue.named(name))
    try check(type)
  }

  @Test(arguments: MessageCatalogue.messages.map { "\($0)" })
  func everyPrefixOfAMessageIsAnError(name: String) throws {
    func check<Message: KafkaMessage>(_ type: Message.Type) throws {
      var generator = SeededGenerator(seed: 2)
      for version in Message.validVersions {
        guard let message = RandomMessages.make(type, version: version, using: &generator) else { continue }
        let bytes = try RandomMessages.encode(message, version: version)
        let decoded = (0..<bytes.count).filter { (try? RandomMessages.decode(type, Array(bytes[..<$0]), version: version)) != nil }
        #expect(decoded.isEmpty, "version \(version)")
      }
    }
    let type = try #require(MessageCatalogue.named(name))
    try check(type)
  }

  @Test(arguments: MessageCatalogue.messages.map { "\($0)" })
  func damagedMessagesEndInAMessageOrAnError(name: String) throws {
    func check<Message: KafkaMessage>(_ type: Message.Type) throws {
      var generator = SeededGenerator(seed: 3)
      for version in Message.validVersions {
        guard let message = RandomMessages.make(type, version: version, using: &generator) else { continue }
        let bytes = try RandomMessages.encode(message, version: version)
        guard !bytes.isEmpty else { continue }
        for _ in 0..<400 {
          var damaged = bytes
          for _ in 0..<Int.random(in: 1...3, using: &generator) {
            damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
          }
          try decodeAndEncode(type, damaged, version)
        }
      }
    }
    let type = try #require(MessageCatalogue.named(name))
    try check(type)
  }

  @Test(arguments: MessageCatalogue.messages.map { "\($0)" })
  func absurdLengthsEndInAMessageOrAnError(name: String) throws {
    let absurd: [[UInt8]] = [
      [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], [0x7f, 0xff], [0x80, 0], [0xff, 0xfe],
      [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80, 0x80, 0x80, 0x80, 0x80],
    ]
    func check<Message: KafkaMessage>(_ type: Message.Type) throws {
      var generator = SeededGenerator(seed: 4)
      for version in Message.validVersions {
        guard let message = RandomMessages.make(type, version: version, using: &generator) else { continue }
        let bytes = try RandomMessages.encode(message, version: version)
        for length in absurd {
          for start in 0..<bytes.count {
            // Over the bytes there, and pushed in between: lengths take a varying number of bytes.
            try decodeAndEncode(type, Array(bytes[..<start] + length + bytes.dropFirst(start + length.count)), version)
            try decodeAndEncode(type, Array(bytes[..<start] + length + bytes[(start + 1)...]), version)
          }
        }
      }
    }
    let type = try #require(MessageCatalogue.named(name))
    try check(type)
  }

  /// What could be decoded must be a value that its own version can carry.
  private func decodeAndEncode<Message: KafkaMessage>(_ type: Message.Type, _ bytes: [UInt8], _ version: Int16) throws {
    guard let message = try? RandomMessages.decode(type, bytes, version: version) else { return }
    let again = try? RandomMessages.encode(message, version: version)
    guard let again else { return }
    #expect(try RandomMessages.encode(RandomMessages.decode(type, again, version: version), version: version) == again)
  }
}
