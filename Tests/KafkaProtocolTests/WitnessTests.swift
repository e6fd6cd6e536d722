import Foundation
import FuzzSupport
import KafkaProtocol
import Testing

/// Kafka's own Java classes against the generated Swift ones: the same bytes for the same values, in both directions.
///
/// Skipped where the jars or Java are not installed.
struct WitnessTests {
  @Test(.enabled(if: JavaProgram.kafka != nil, "Kafka's jars are not there"), .timeLimit(.minutes(2)))
  func everyMessageOfKafkaEncodesToTheBytesItCameFrom() throws {
    let records = try WitnessRecord.write(kafka: try #require(JavaProgram.kafka), count: 8, seed: 1)
    #expect(Set(records.map(\.name)) == Set(MessageCatalogue.messages.map { "\($0)" }))
    for name in Set(records.map(\.name)) {
      let versions = Set(records.filter { $0.name == name }.map(\.version))
      #expect(versions == MessageCatalogue.named(name).map { Set($0.validVersions) }, "\(name)")
    }
    for record in records { try checkRoundTrip(record) }
    for record in records { try checkConversions(record) }
  }

  @Test(.enabled(if: JavaProgram.oldKafka != nil, "the jars of Kafka 3.3.2 are not there"), .timeLimit(.minutes(2)))
  func everyMessageOfAnOldKafkaEncodesToTheBytesItCameFrom() throws {
    let records = try WitnessRecord.write(kafka: try #require(JavaProgram.oldKafka), count: 8, seed: 2)
    let newerThanIt: Set = [
      "ConsumerGroupDescribe", "ConsumerGroupHeartbeat", "DescribeShareGroupOffsets", "DescribeTopicPartitions", "ShareGroupDescribe",
      "StreamsGroupDescribe",
    ]
    let expected = MessageCatalogue.messages.map { "\($0)" }.filter { name in !newerThanIt.contains { name.hasPrefix($0) } }
    #expect(Set(records.map(\.name)) == Set(expected))
    for record in records { try checkRoundTrip(record) }
  }

  @Test(.enabled(if: JavaProgram.kafka != nil, "Kafka's jars are not there"), .timeLimit(.minutes(2)))
  func kafkaReadsWhatIsEncodedHereAndWritesTheSameBytes() throws {
    var generator = SeededGenerator(seed: 5)
    var messages: [(name: String, version: Int16, bytes: [UInt8])] = []
    func add<Message: KafkaMessage>(_ type: Message.Type) throws {
      for version in Message.validVersions {
        messages.append(("\(type)", version, try RandomMessages.encode(Message(), version: version)))
        for _ in 0..<10 {
          let message = try #require(RandomMessages.make(type, version: version, using: &generator))
          messages.append(("\(type)", version, try RandomMessages.encode(message, version: version)))
        }
      }
    }
    for type in MessageCatalogue.messages { try add(type) }
    let rewritten = try WitnessRecord.rewrite(messages, kafka: try #require(JavaProgram.kafka))
    #expect(rewritten.count == messages.count)
    for (message, again) in zip(messages, rewritten) {
      let isSame = message.bytes == again
      #expect(isSame, "\(message.name) version \(message.version)")
    }
  }

  private func checkRoundTrip(_ record: WitnessRecord) throws {
    let type = try #require(MessageCatalogue.named(record.name))
    func check<Message: KafkaMessage>(_ type: Message.Type) throws {
      var reader = WireReader(record.frame.span.rawBytes)
      var writer = WireWriter()
      if let request = MessageCatalogue.request(of: type) {
        if record.name.hasSuffix("Request") {
          let header = try RequestHeader.decode(from: &reader)
          #expect(header.apiKey == request.apiKey)
          #expect(header.apiVersion == record.version)
          try header.encode(to: &writer)
        } else {
          let header = try ResponseHeader.decode(from: &reader, apiKey: request.apiKey, version: record.version)
          try header.encode(to: &writer, apiKey: request.apiKey, version: record.version)
        }
      }
      let message = try Message.decode(from: &reader, version: record.version)
      try reader.expectEnd(record.name)
      try message.encode(to: &writer, version: record.version)
      let isSame = writer.bytes == record.frame
      #expect(isSame, "\(record.name) version \(record.version)")
    }
    do { try check(type) } catch { Issue.record("\(record.name) version \(record.version): \(error)") }
  }

  /// Values read in one version and written in another: defaults, ignorable fields and refusals must be Kafka's.
  private func checkConversions(_ record: WitnessRecord) throws {
    func check<Message: KafkaMessage>(_ type: Message.Type, _ original: [UInt8]) throws {
      let message = try RandomMessages.decode(type, original, version: record.version)
      for (version, expected) in record.inVersion {
        let bytes = try? RandomMessages.encode(message, version: version)
        let isSame = bytes == expected
        #expect(isSame, "\(record.name) of version \(record.version) in version \(version)")
      }
    }
    let original = try #require(record.inVersion.first { $0.version == record.version }?.bytes)
    let type = try #require(MessageCatalogue.named(record.name))
    try check(type, original)
  }
}
