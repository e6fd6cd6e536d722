import KafkaProtocol
import Testing

struct WireWriterTests {
  @Test(arguments: [0, 1, -1, 63, -64, 64, 300, -301, Int32.max, Int32.min] as [Int32])
  func varintsComeBack(value: Int32) throws {
    var writer = WireWriter()
    writer.writeVarint(value)
    writer.writeUnsignedVarint(UInt32(bitPattern: value))
    writer.writeVarlong(Int64(value) << 31)
    var reader = WireReader(writer.bytes.span.rawBytes)
    #expect(try reader.readVarint("a") == value)
    #expect(try reader.readUnsignedVarint("a") == UInt32(bitPattern: value))
    #expect(try reader.readVarlong("a") == Int64(value) << 31)
    try reader.expectEnd("a")
  }

  @Test(arguments: [([0x00], 0), ([0x01], -1), ([0x02], 1), ([0xd8, 0x04], 300)] as [([UInt8], Int32)])
  func smallNumbersOfBothSignsAreShortVarints(bytes: [UInt8], value: Int32) {
    var writer = WireWriter()
    writer.writeVarint(value)
    #expect(writer.bytes == bytes)
  }

  @Test func fixedSizeValuesComeBack() throws {
    var writer = WireWriter()
    writer.writeInt8(-3)
    writer.writeInt16(-300)
    writer.writeInt32(-70000)
    writer.writeInt64(.min)
    writer.writeUInt16(.max)
    writer.writeUInt32(.max)
    writer.writeFloat64(-0.1)
    writer.writeBool(true)
    writer.writeUUID(KafkaUUID(high: 1, low: .max))
    var reader = WireReader(writer.bytes.span.rawBytes)
    #expect(try reader.readInt8("a") == -3)
    #expect(try reader.readInt16("a") == -300)
    #expect(try reader.readInt32("a") == -70000)
    #expect(try reader.readInt64("a") == .min)
    #expect(try reader.readUInt16("a") == .max)
    #expect(try reader.readUInt32("a") == .max)
    #expect(try reader.readFloat64("a") == -0.1)
    #expect(try reader.readBool("a") == true)
    #expect(try reader.readUUID("a") == KafkaUUID(high: 1, low: .max))
    try reader.expectEnd("a")
  }

  @Test(arguments: [nil, "", "topic", "größe 😀"] as [String?], [false, true])
  func stringsComeBackInBothForms(value: String?, compact: Bool) throws {
    var writer = WireWriter()
    try writer.writeNullableString(value, "a", compact: compact)
    #expect(writer.bytes.count == (value?.utf8.count ?? 0) + (compact ? 1 : 2))
    var reader = WireReader(writer.bytes.span.rawBytes)
    #expect(try reader.readNullableString("a", compact: compact) == value)
  }

  @Test(arguments: [nil, [], [1, 2, 3]] as [[UInt8]?], [false, true])
  func bytesComeBackInBothForms(value: [UInt8]?, compact: Bool) throws {
    var writer = WireWriter()
    try writer.writeNullableBytes(value, "a", compact: compact)
    #expect(writer.bytes.count == (value?.count ?? 0) + (compact ? 1 : 4))
    var reader = WireReader(writer.bytes.span.rawBytes)
    #expect(try reader.readNullableBytes("a", compact: compact) == value)
  }

  @Test(arguments: [false, true])
  func aStringLongerThanKafkaAllowsIsAnError(compact: Bool) {
    var writer = WireWriter()
    let name = String(repeating: "x", count: 0x8000)
    #expect(error { try writer.writeString(name, "Topic.name", compact: compact) } == WireError("Topic.name", offset: 0, .tooLong(0x8000)))
  }

  @Test func nullIsRefusedInAVersionWithoutIt() {
    var writer = WireWriter()
    let request = OffsetFetchRequest(groupId: "g", topics: nil)
    #expect(error { try request.encode(to: &writer, version: 1) } == WireError("OffsetFetchRequest.topics", offset: 3, .unexpectedNull))
    #expect(error { try request.encode(to: &writer, version: 2) } == nil)
  }

  @Test func aValueThatTheVersionHasNoPlaceForIsRefusedUnlessKafkaIgnoresIt() {
    var writer = WireWriter()
    let request = OffsetFetchRequest(groupId: "g", requireStable: true)
    #expect(
      error { try request.encode(to: &writer, version: 6) }?.reason == .fieldNotInVersion(6))
    // Ignorable: the leader epoch of a committed offset.
    let response = OffsetFetchResponse(topics: [.init(name: "t", partitions: [.init(committedLeaderEpoch: 7)])])
    #expect(error { try response.encode(to: &writer, version: 4) } == nil)
  }

  @Test func aVersionWithoutDefinitionIsRefused() {
    var writer = WireWriter()
    let expected = WireError.Reason.unsupportedVersion(11, supported: 1...10)
    #expect(error { try OffsetFetchRequest().encode(to: &writer, version: 11) }?.reason == expected)
    let bytes: [UInt8] = [0]
    var reader = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try OffsetFetchRequest.decode(from: &reader, version: 11) }?.reason == expected)
  }
}
