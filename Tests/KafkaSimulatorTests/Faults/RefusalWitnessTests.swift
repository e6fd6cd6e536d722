import Foundation
import FuzzSupport
import KafkaProtocol
import TestSupport
import Testing

@testable import KafkaSimulator

/// What is answered to a request that is refused as a whole, against Kafka's own classes.
struct RefusalWitnessTests {
  private static let requests = MessageCatalogue.requests.compactMap { $0 as? any RefusableRequest.Type }

  @Test func theListHasEverythingThatTheBrokersSpeak() {
    #expect(Set(Endpoint.all.keys).isSubset(of: Self.requests.map { $0.apiKey }))
  }

  /// These say what Kafka always says of a code, the others what is said of this very refusal.
  private static let withStandardSentence: Set<APIKey> = [.describeConfigs, .describeQuorum, .findCoordinator]

  @Test(
    .enabled(if: KafkaInstallation.isAvailable, Comment(rawValue: KafkaInstallation.hint)),
    arguments: [
      (ErrorCode.notCoordinator, "This is not the correct coordinator."), (.unsupportedVersion, "The version of API is not supported."),
    ])
  func refusalsOfEveryAPIAndVersionAreKafkas(code: ErrorCode, standardSentence: String) async throws {
    let rows = try await Self.witness(Refusal(code, "not now"))
    #expect(Set(rows.map(\.api)) == Set(Self.requests.map { $0.apiKey }))
    for row in rows {
      let request = try #require(Self.requests.first { $0.apiKey == row.api })
      let sentence = Self.withStandardSentence.contains(row.api) ? standardSentence : "not now"
      let answer = try Self.answer(to: request, row, Refusal(code, sentence))
      let isSame = try Self.inOrder(answer, row) == Self.inOrder(row.answer, row)
      #expect(isSame, "\(row.api) version \(row.version)")
    }
  }

  private struct Row {
    var api: APIKey
    var version: Int16
    var request: [UInt8]
    var answer: [UInt8]?
  }

  private static func witness(_ refusal: Refusal) async throws -> [Row] {
    let kafka = try KafkaInstallation.required(.v4_3)
    let folder = try TemporaryDirectory("refusals")
    let output = folder.path(of: "answers")
    let apis = requests.map { "\($0.apiKey.rawValue):\($0.validVersions.lowerBound):\($0.validVersions.upperBound)" }
    let program = packageRoot + "/Tests/KafkaSimulatorTests/Faults/RefusalWitness.java"
    let arguments = [output, "6", "1", "\(refusal.code.rawValue)", refusal.message ?? ""] + apis
    _ = try await run("java", JavaProgram.arguments(kafka, sourceFile: program, arguments), within: .seconds(60)).checked("RefusalWitness")
    return try rows([UInt8](Data(contentsOf: URL(fileURLWithPath: output))))
  }

  private static func rows(_ bytes: [UInt8]) throws(WireError) -> [Row] {
    var reader = WireReader(bytes.span.rawBytes)
    var rows: [Row] = []
    while reader.remaining > 0 {
      rows.append(
        Row(
          api: APIKey(rawValue: try reader.readInt16("api")), version: try reader.readInt16("version"),
          request: try reader.readBytes("request", compact: false), answer: try reader.readNullableBytes("answer", compact: false)))
    }
    return rows
  }

  /// Kafka's refusal of a Produce has its topics and partitions in the order of a hash table, which means nothing.
  private static func inOrder(_ answer: [UInt8]?, _ row: Row) throws(WireError) -> [UInt8]? {
    guard row.api == .produce, let answer else { return answer }
    var reader = WireReader(answer.span.rawBytes)
    var response = try ProduceResponse.decode(from: &reader, version: row.version)
    response.responses.sort { ($0.name, $0.topicId.description) < ($1.name, $1.topicId.description) }
    for index in response.responses.indices { response.responses[index].partitionResponses.sort { $0.index < $1.index } }
    var writer = WireWriter()
    try response.encode(to: &writer, version: row.version)
    return writer.bytes
  }

  private static func answer<Request: RefusableRequest>(
    to type: Request.Type, _ row: Row, _ refusal: Refusal
  ) throws(WireError) -> [UInt8]? {
    var reader = WireReader(row.request.span.rawBytes)
    let request = try Request.decode(from: &reader, version: row.version)
    guard let response = request.refused(refusal, version: row.version) else { return nil }
    var writer = WireWriter()
    try response.encode(to: &writer, version: row.version)
    return writer.bytes
  }
}
