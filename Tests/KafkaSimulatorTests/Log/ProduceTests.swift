import Testing

@testable import KafkaProtocol
@testable import KafkaSimulator

struct ProduceTests {
  private static let now: Int64 = 1_800_000_000_000

  // MARK: - What is taken

  @Test func batchesGetTheirOffsetsOneAfterTheOtherAndTheLeadersEpoch() async throws {
    let fixture = try LogFixture()
    #expect(try fixture.produce(try LogFixture.batch(times: [1, 2, 3])).baseOffset == 0)
    fixture.cluster.stopBroker(1)
    fixture.cluster.startBroker(1)
    fixture.cluster.electPreferredLeaders()
    let second = try fixture.produce(try LogFixture.batch(times: [4]))
    #expect(second.baseOffset == 3 && second.errorCode == .none && second.logAppendTimeMs == -1 && second.logStartOffset == 0)
    let bytes = try #require(try await fixture.fetch(from: 0).records)
    var reader = RecordBatchReader(bytes.span.rawBytes)
    let first = try #require(try reader.next()?.header)
    let last = try #require(try reader.next()?.header)
    #expect(first.baseOffset == 0 && first.partitionLeaderEpoch == 0 && last.baseOffset == 3 && last.partitionLeaderEpoch == 2)
    #expect(try LogFixture.records(bytes).map(\.timestamp) == [1, 2, 3, 4])
  }

  @Test func aProducerThatWantsNoAnswerGetsNoneAndIsHeard() throws {
    let fixture = try LogFixture()
    let request = ProduceRequest(
      acks: 0, topicData: [.init(name: "orders", partitionData: [.init(index: 0, records: try LogFixture.batch(times: [1]))])])
    #expect(fixture.cluster.answer(request, RequestContext(broker: 1, version: 12)) == nil)
    #expect(fixture.partition.logEnd == 1)
  }

  @Test func topicsAreNamedByIDFromVersion13On() throws {
    let fixture = try LogFixture()
    let data = ProduceRequest.PartitionProduceData(index: 0, records: try LogFixture.batch(times: [1]))
    let request = ProduceRequest(
      acks: 1,
      topicData: [
        .init(topicId: fixture.topic.id, partitionData: [data]), .init(topicId: KafkaUUID(high: 1, low: 1), partitionData: [data]),
      ])
    let answer = try #require(fixture.cluster.answer(request, RequestContext(broker: 1, version: 13)))
    #expect(answer.responses.map { $0.partitionResponses[0].errorCode } == [.none, .unknownTopicId])
  }

  // MARK: - What is refused

  @Test(arguments: [
    ("no records", [UInt8]?.none, ErrorCode.invalidRecord), ("an empty field", [], .invalidRecord),
    ("half a batch", Array(good.dropLast(3)), .invalidRecord), ("two batches", good + good, .invalidRecord),
    ("magic 1", changed(16, to: 1), .invalidRecord), ("a wrong checksum", changed(20, by: 1), .corruptMessage),
    ("a changed value", changed(good.count - 2, by: 1), .corruptMessage), ("an impossible length", changed(11, to: 1), .corruptMessage),
    ("a base offset", based(7), .invalidRecord), ("the largest offset", reaching(.max), .invalidRecord),
    ("a control batch", made(.init(isControl: true)), .invalidRecord),
    ("a transactional batch", made(.init(isTransactional: true)), .transactionalIdAuthorizationFailed),
    ("magic 3", changed(16, to: 3), .corruptMessage),
    ("times far ahead", (try? LogFixture.batch(times: [now, now + 3_600_001])) ?? [], .invalidTimestamp),
    ("a sequence missing", (try? LogFixture.batch(times: [now], producer: 1, epoch: 0, sequence: -1)) ?? [], .invalidRecord),
  ])
  func whatIsNoBatchOfAProducerIsRefused(what: String, records: [UInt8]?, code: ErrorCode) throws {
    let fixture = try LogFixture()
    let row = try fixture.produce(records)
    #expect(row.errorCode == code && row.baseOffset == -1, "\(what)")
    #expect(fixture.partition.logEnd == 0)
    #expect(try fixture.produce(Self.good).errorCode == .none)
  }

  private static let good: [UInt8] = (try? LogFixture.batch(times: [now, now])) ?? []

  private static func changed(_ index: Int, to value: UInt8) -> [UInt8] {
    var bytes = good
    bytes[index] = value
    return bytes
  }

  private static func changed(_ index: Int, by value: UInt8) -> [UInt8] { changed(index, to: good[index] ^ value) }

  private static func based(_ offset: Int64) -> [UInt8] {
    var bytes = good
    try? RecordBatch.assign(baseOffset: offset, partitionLeaderEpoch: -1, in: &bytes)
    return bytes
  }

  private static func reaching(_ lastOffsetDelta: Int32) -> [UInt8] {
    var bytes = good
    for index in 0..<4 { bytes[23 + index] = UInt8(truncatingIfNeeded: lastOffsetDelta >> (24 - 8 * Int32(index))) }
    RecordBatch.fillChecksum(&bytes)
    return bytes
  }

  private static func made(_ attributes: RecordBatchAttributes) -> [UInt8] {
    (try? LogFixture.batch(times: [now], attributes: attributes)) ?? []
  }

  @Test func theAnswerSaysWhichRecordsAreToBlame() throws {
    let fixture = try LogFixture(configuration: ["cleanup.policy": "compact"])
    let records = [
      Record(offset: 0, timestamp: 1, key: [1]), Record(offset: 1, timestamp: 1), Record(offset: 2, timestamp: 1),
    ]
    let row = try fixture.produce(try RecordBatch.encode(records))
    let message = "Compacted topic cannot accept message without key in topic partition orders-0"
    #expect(row.errorCode == .invalidRecord && row.logStartOffset == 0)
    #expect(row.recordErrors.map(\.batchIndex) == [1, 2] && row.recordErrors.allSatisfy { $0.batchIndexErrorMessage == message })
    #expect(row.errorMessage?.hasPrefix("One or more records have been rejected due to 2 record errors in total") == true)
    // Versions before cannot say so.
    #expect(try fixture.produce(try RecordBatch.encode(records), version: 7).recordErrors.isEmpty)
  }

  @Test func aBatchIsAsLargeAsTheTopicAllows() throws {
    let size = Self.good.count
    #expect(try LogFixture(configuration: ["max.message.bytes": "\(size)"]).produce(Self.good).errorCode == .none)
    let row = try LogFixture(configuration: ["max.message.bytes": "\(size - 1)"]).produce(Self.good)
    #expect(row.errorCode == .messageTooLarge && row.logStartOffset == -1)
  }

  @Test func anotherBrokerSaysWhoLeads() throws {
    let fixture = try LogFixture()
    let row = try fixture.produce(Self.good, broker: 2)
    #expect(row.errorCode == .notLeaderOrFollower && row.currentLeader == .init(leaderId: 1, leaderEpoch: 0))
    #expect(try fixture.produce(Self.good, broker: 2, version: 9).currentLeader == .init())
    #expect(try fixture.produce(Self.good, partition: 7).errorCode == .unknownTopicOrPartition)
    #expect(try fixture.produce(Self.good, topic: "nowhere").errorCode == .unknownTopicOrPartition)
    #expect(try fixture.produce(Self.good, acks: 2).errorCode == .invalidRequiredAcks)
  }

  @Test func allReplicasThatHaveToAreInSyncOrTheProducerHearsOfIt() throws {
    let fixture = try LogFixture(configuration: ["min.insync.replicas": "2"])
    fixture.cluster.stopBroker(2)
    #expect(try fixture.produce(Self.good, acks: -1).errorCode == .notEnoughReplicas)
    #expect(try fixture.produce(Self.good, acks: 1).errorCode == .none)
    fixture.cluster.startBroker(2)
    #expect(try fixture.produce(Self.good, acks: -1).errorCode == .none)
    // More than there are replicas cannot be asked for.
    let many = try LogFixture(configuration: ["min.insync.replicas": "5"])
    #expect(try many.produce(Self.good, acks: -1).errorCode == .none)
  }

  @Test func internalTopicsAreForKafkasOwnClients() throws {
    let fixture = try LogFixture()
    _ = try fixture.cluster.createTopic("__consumer_offsets", replicas: [[1]])
    #expect(try fixture.produce(Self.good, topic: "__consumer_offsets").errorCode == .invalidTopicException)
    #expect(try fixture.produce(Self.good, client: "__admin_client", topic: "__consumer_offsets").errorCode == .none)
  }
}
