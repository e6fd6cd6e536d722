import FuzzSupport
import KafkaProtocol
import Testing

/// Tagged fields of ApiVersionsResponse, version 3: four have definitions (0 to 3).
struct TaggedFieldTests {
  /// No error, no APIs, no throttle time, then the tagged fields.
  private func response(tagged: [UInt8]) -> [UInt8] { [0, 0, 1, 0, 0, 0, 0] + tagged }

  @Test func unknownOnesAreKeptAndWrittenBackBetweenTheKnown() throws {
    let bytes = response(tagged: [3, 1, 8, 0, 0, 0, 0, 0, 0, 0, 9, 3, 1, 1, 77, 2, 0xab, 0xcd])
    let message = try RandomMessages.decode(ApiVersionsResponse.self, bytes, version: 3)
    #expect(message.finalizedFeaturesEpoch == 9)
    #expect(message.zkMigrationReady)
    #expect(message.unknownTaggedFields == [UnknownTaggedField(tag: 77, bytes: [0xab, 0xcd])])
    #expect(try RandomMessages.encode(message, version: 3) == bytes)
  }

  @Test func defaultsAreNotWritten() throws {
    #expect(try RandomMessages.encode(ApiVersionsResponse(), version: 3) == response(tagged: [0]))
  }

  @Test(
    arguments: [
      ([1, 3, 2, 1, 1], WireError.Reason.taggedFieldSize(tag: 3, announced: 2, actual: 1)),
      ([1, 1, 4, 0, 0, 0, 0, 0, 0, 0, 9], .taggedFieldSize(tag: 1, announced: 4, actual: 8)),
      ([1, 77, 9, 1], .impossibleLength(9, available: 1)),
      ([9, 77, 0], .impossibleLength(9, available: 2)),
    ] as [([UInt8], WireError.Reason)])
  func sizesThatDoNotFitAreErrors(tagged: [UInt8], reason: WireError.Reason) {
    let bytes = response(tagged: tagged)
    var reader = WireReader(bytes.span.rawBytes)
    #expect(error { _ = try ApiVersionsResponse.decode(from: &reader, version: 3) }?.reason == reason)
  }

  @Test func theSameTagTwiceIsNotWritten() {
    var message = ApiVersionsResponse(zkMigrationReady: true)
    message.unknownTaggedFields = [UnknownTaggedField(tag: 3, bytes: [1])]
    var writer = WireWriter()
    #expect(error { try message.encode(to: &writer, version: 3) }?.reason == .duplicateTag(3))
  }

  @Test func versionsBeforeTaggedFieldsRefuseThem() {
    var message = ApiVersionsResponse()
    message.unknownTaggedFields = [UnknownTaggedField(tag: 3, bytes: [1])]
    var writer = WireWriter()
    #expect(error { try message.encode(to: &writer, version: 2) }?.field == "ApiVersionsResponse.unknownTaggedFields")
  }

  @Test func aTagOfAnotherVersionIsRefusedAsKafkaRefusesIt() throws {
    var request = FetchRequest()
    // The replica's state, from version 15 on.
    request.unknownTaggedFields = [UnknownTaggedField(tag: 1, bytes: [])]
    let bytes = try RandomMessages.encode(request, version: 14)
    let expected = WireError("FetchRequest.replicaState", offset: bytes.count, .fieldNotInVersion(14))
    #expect(error { _ = try RandomMessages.decode(FetchRequest.self, bytes, version: 14) } == expected)
  }
}
