import KafkaProtocol
import Testing

struct ConsumerProtocolTests {
  private let assignment = ConsumerProtocolAssignment(
    assignedPartitions: [.init(topic: "orders", partitions: [0, 2]), .init(topic: "users", partitions: [1])], userData: nil)

  @Test(arguments: ConsumerProtocolAssignment.validVersions)
  func anAssignmentComesBackInEveryVersion(version: Int16) throws {
    let bytes = try assignment.encodePrefixed(version: version)
    #expect(bytes.prefix(2) == [0, UInt8(version)])
    #expect(try ConsumerProtocolAssignment.decode(prefixed: bytes.span.rawBytes) == assignment)
  }

  @Test func aVersionFromTheFutureIsReadAsTheNewestKnown() throws {
    var bytes = try assignment.encodePrefixed(version: 3)
    bytes.replaceSubrange(0..<2, with: [0x01, 0x00])
    bytes += [1, 2, 3]
    #expect(try ConsumerProtocolAssignment.decode(prefixed: bytes.span.rawBytes) == assignment)
  }

  @Test(arguments: [[], [0], [0xff, 0xff, 0, 0, 0, 0]] as [[UInt8]])
  func noBytesOrANegativeVersionAreAnError(bytes: [UInt8]) {
    #expect(throws: WireError.self) { try ConsumerProtocolAssignment.decode(prefixed: bytes.span.rawBytes) }
  }

  @Test func fieldsOfLaterVersionsKeepTheirDefaults() throws {
    let bytes = try ConsumerProtocolSubscription(topics: ["a"], generationId: 5).encodePrefixed(version: 1)
    let subscription = try ConsumerProtocolSubscription.decode(prefixed: bytes.span.rawBytes)
    #expect(subscription == ConsumerProtocolSubscription(topics: ["a"], generationId: -1))
  }
}
