import KafkaProtocol
import Testing

struct WireReaderTests {
  @Test func fixedSizeValuesAreBigEndian() throws {
    let bytes: [UInt8] =
      [0xfe] + [0x01, 0x02] + [0xff, 0xff, 0xff, 0xfe] + [0, 0, 0, 1, 0, 0, 0, 2] + [0xff, 0xfe] + [0xff, 0, 0, 1] + [
        0x3f, 0xf8, 0, 0, 0, 0, 0, 0,
      ]
      + [0, 2] + [0, 6] + Array(1...16)
    var reader = WireReader(bytes.span.rawBytes)
    #expect(try reader.readInt8("a") == -2)
    #expect(try reader.readInt16("a") == 0x0102)
    #expect(try reader.readInt32("a") == -2)
    #expect(try reader.readInt64("a") == 0x1_0000_0002)
    #expect(try reader.readUInt16("a") == 0xfffe)
    #expect(try reader.readUInt32("a") == 0xff00_0001)
    #expect(try reader.readFloat64("a") == 1.5)
    #expect(try reader.readBool("a") == false)
    #expect(try reader.readBool("a") == true)
    #expect(try reader.readErrorCode("a") == .notLeaderOrFollower)
    #expect(try reader.readUUID("a") == KafkaUUID(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10))
    try reader.expectEnd("a")
  }

  @Test func readingPastTheEndNamesFieldPlaceAndNeed() throws {
    let bytes: [UInt8] = [0, 1, 2]
    var reader = WireReader(bytes.span.rawBytes)
    _ = try reader.readInt8("first")
    #expect(error { _ = try reader.readInt32("Topic.count") } == WireError("Topic.count", offset: 1, .truncated(needed: 4, available: 2)))
    #expect(reader.remaining == 2)
  }

  @Test(
    arguments: [
      ([0x00], 0), ([0x7f], 127), ([0x80, 0x01], 128), ([0xff, 0xff, 0xff, 0xff, 0x0f], UInt32.max), ([0x80, 0x80, 0x00], 0),
    ] as [([UInt8], UInt32)])
  func unsignedVarintsHaveSevenBitsAByte(bytes: [UInt8], value: UInt32) throws {
    var reader = WireReader(bytes.span.rawBytes)
    #expect(try reader.readUnsignedVarint("a") == value)
    try reader.expectEnd("a")
  }

  @Test(arguments: [[0xff, 0xff, 0xff, 0xff, 0x1f], [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]] as [[UInt8]])
  func varintsOfMoreThan32BitsAreAnError(bytes: [UInt8]) {
    var reader = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try reader.readUnsignedVarint("a") }?.reason == .overlongVarint)
  }

  @Test func varlongsOfMoreThan64BitsAreAnError() {
    let bytes = [UInt8](repeating: 0xff, count: 9) + [0x02]
    var reader = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try reader.readVarlong("a") }?.reason == .overlongVarint)
  }

  @Test(arguments: [false, true])
  func nullIsNotAllowedWhereAValueMustBe(compact: Bool) throws {
    let bytes: [UInt8] = compact ? [0] : [0xff, 0xff, 0xff, 0xff]
    var strings = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try strings.readString("a", compact: compact) }?.reason == .unexpectedNull)
    var arrays = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try arrays.readBytes("a", compact: compact) }?.reason == .unexpectedNull)
    var nullable = WireReader(bytes.span.rawBytes)
    #expect(try nullable.readNullableString("a", compact: compact) == nil)
  }

  @Test(
    arguments: [
      ([0x7f, 0xff, 0x61], 0x7fff), ([0xff, 0xfe, 0x61], -2), ([0x80, 0x00, 0x61], -0x8000),
    ] as [([UInt8], Int)])
  func aStringIsNeverLongerThanWhatIsLeft(bytes: [UInt8], length: Int) {
    var reader = WireReader(bytes.span.rawBytes)
    #expect(
      error { _ = try reader.readString("a", compact: false) } == WireError("a", offset: 2, .impossibleLength(length, available: 1)))
  }

  @Test func aCountIsNeverMoreThanWhatIsLeftCouldHold() throws {
    let bytes: [UInt8] = [0, 0, 0, 3] + [UInt8](repeating: 0, count: 11)
    var fits = WireReader(bytes.span.rawBytes)
    #expect(try fits.readArrayCount("a", compact: false, minimumElementSize: 3) == 3)
    var tooMany = WireReader(bytes.span.rawBytes)
    #expect(
      error { _ = try tooMany.readArrayCount("a", compact: false, minimumElementSize: 4) }?.reason == .impossibleLength(3, available: 11))
  }

  @Test func invalidUTF8IsRepaired() throws {
    let bytes: [UInt8] = [0, 3, 0x61, 0xff, 0x62]
    var reader = WireReader(bytes.span.rawBytes)
    #expect(try reader.readString("a", compact: false) == "a\u{fffd}b")
  }

  @Test func anErrorSaysWhatWhereAndWhy() {
    #expect(
      "\(WireError("MetadataResponse.topics", offset: 7, .impossibleLength(9, available: 3)))"
        == "MetadataResponse.topics at byte 7: length 9 is impossible with 3 bytes left")
    #expect(
      "\(WireError("MetadataRequest", offset: 0, .unsupportedVersion(99, supported: 0...13)))"
        == "MetadataRequest at byte 0: version 99 is not one of 0 to 13")
  }
}

/// What the body throws, nil when nothing.
func error(_ body: () throws -> Void) -> WireError? {
  do {
    try body()
  } catch {
    if let error = error as? WireError { return error }
    Issue.record("\(error) is no WireError")
  }
  return nil
}
