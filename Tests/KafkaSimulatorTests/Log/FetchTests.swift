import KafkaProtocol
import TestSupport
import Testing

@testable import KafkaSimulator

struct FetchTests {
  @Test func bytesAreBoundedButForTheFirstBatch() async throws {
    let fixture = try LogFixture()
    var sizes: [Int] = []
    for count in [10, 20, 30] {
      let batch = try LogFixture.batch(times: Array(repeating: 1, count: count))
      sizes.append(batch.count)
      _ = try fixture.produce(batch)
    }
    func size(_ maximum: Int, from offset: Int64 = 0) async throws -> Int? {
      try await fixture.fetch(from: 0, partition: .init(partition: 0, fetchOffset: offset, partitionMaxBytes: Int32(clamping: maximum)))
        .records?.count
    }
    #expect(try await size(0) == sizes[0])
    #expect(try await size(sizes[0]) == sizes[0])
    #expect(try await size(sizes[0] + sizes[1] - 1) == sizes[0])
    #expect(try await size(sizes[0] + sizes[1]) == sizes[0] + sizes[1])
    #expect(try await size(1 << 20) == sizes.reduce(0, +))
    // From inside of a batch the whole batch comes.
    #expect(try await size(1, from: 15) == sizes[1])
    #expect(try await size(1, from: 60) == 0)
  }

  @Test func syntheticBatchesStayWithinTheBytesAndTheEpochs() async throws {
    let fixture = try LogFixture()
    let moment = fixture.cluster.now
    fixture.cluster.seed(fixture.topic, records: 1_000, ofSize: 100, after: moment, upTo: moment)
    fixture.cluster.stopBroker(1)
    fixture.cluster.append(1_000, ofSize: 100, to: fixture.topic, 0, after: moment, upTo: moment)
    var offset: Int64 = 0
    var answers = 0
    while offset < 2_000 {
      let wanted = FetchRequest.Partition(partition: 0, fetchOffset: offset, partitionMaxBytes: 10_000)
      let bytes = try #require(try await fixture.fetch(from: 0, broker: 2, partition: wanted).records)
      #expect(bytes.count <= 10_000 && bytes.count > 8_000 || offset >= 1_900)
      let records = try LogFixture.records(bytes)
      #expect(records.map(\.offset) == Array(offset..<offset + Int64(records.count)))
      #expect(records.allSatisfy { $0.key == Array("\($0.offset)".utf8) && $0.value?.count == 100 })
      var reader = RecordBatchReader(bytes.span.rawBytes)
      while let batch = try reader.next() {
        let epoch = batch.header.partitionLeaderEpoch
        #expect(batch.header.nextOffset <= 1_000 ? epoch == 0 : batch.header.baseOffset >= 1_000 && epoch == 1)
      }
      offset += Int64(records.count)
      answers += 1
    }
    #expect(answers < 40)
  }

  @Test func aTooLargeSyntheticRecordIsGivenAllTheSame() async throws {
    let fixture = try LogFixture()
    fixture.cluster.append(2, ofSize: 50_000, to: fixture.topic, 0, after: fixture.cluster.now, upTo: fixture.cluster.now)
    let wanted = FetchRequest.Partition(partition: 0, fetchOffset: 1, partitionMaxBytes: 100)
    let records = try LogFixture.records(try await fixture.fetch(from: 0, partition: wanted).records)
    #expect(records.map(\.offset) == [1] && records[0].value?.count == 50_000)
  }

  @Test(
    arguments: [
      (-1, 1, -1, .offsetOutOfRange), (4, 1, -1, .offsetOutOfRange), (11, 1, -1, .offsetOutOfRange), (5, 1, 3, .unknownLeaderEpoch),
      (5, 1, 0, .fencedLeaderEpoch), (5, 3, -1, .notLeaderOrFollower), (10, 1, 2, .none), (5, 2, -1, .none),
    ] as [(Int64, Int32, Int32, ErrorCode)])
  func offsetsAndEpochsThatAreWrongAreRefused(offset: Int64, broker: Int32, epoch: Int32, code: ErrorCode) async throws {
    let fixture = try LogFixture()
    fixture.cluster.append(10, ofSize: 10, to: fixture.topic, 0, after: fixture.cluster.now, upTo: fixture.cluster.now)
    fixture.cluster.deleteRecords(of: fixture.topic, 0, before: 5)
    fixture.cluster.stopBroker(1)
    fixture.cluster.startBroker(1)
    fixture.cluster.electPreferredLeaders()
    let wanted = FetchRequest.Partition(partition: 0, currentLeaderEpoch: epoch, fetchOffset: offset, partitionMaxBytes: 1 << 20)
    let data = try await fixture.fetch(from: 0, broker: broker, version: 16, partition: wanted)
    #expect(data.errorCode == code)
    if code == .none {
      #expect(data.highWatermark == 10 && data.lastStableOffset == 10 && data.logStartOffset == 5)
    } else {
      #expect(data.highWatermark == -1 && data.lastStableOffset == -1 && data.logStartOffset == -1 && data.records == [])
    }
    let saysWhere = code == .notLeaderOrFollower || code == .fencedLeaderEpoch
    #expect(data.currentLeader == (saysWhere ? .init(leaderId: 1, leaderEpoch: 2) : .init()))
    // Before version 11 only leaders gave records.
    if broker == 2 { #expect(try await fixture.fetch(from: 5, broker: 2, version: 10).errorCode == .notLeaderOrFollower) }
  }

  @Test func abortedTransactionsAreListedForWhoReadsOnlyWhatIsCommitted() async throws {
    let fixture = try LogFixture()
    #expect(try await fixture.fetch(from: 0).abortedTransactions == nil)
    #expect(try await fixture.fetch(from: 0, isolation: 1).abortedTransactions == [])
  }

  @Test func whoFollowedALeaderThatLostRecordsIsToldWhereTheyPart() async throws {
    let fixture = try LogFixture()
    let now = fixture.cluster.now
    fixture.cluster.append(10, ofSize: 10, to: fixture.topic, 0, after: now, upTo: now)
    fixture.cluster.truncate(fixture.topic, 0, to: 6)
    fixture.cluster.stopBroker(1)
    fixture.cluster.append(10, ofSize: 10, to: fixture.topic, 0, after: now, upTo: now)
    let behind = FetchRequest.Partition(partition: 0, fetchOffset: 10, lastFetchedEpoch: 0, partitionMaxBytes: 1_000)
    let data = try await fixture.fetch(from: 0, broker: 2, partition: behind)
    #expect(data.divergingEpoch == .init(epoch: 0, endOffset: 6) && data.records == [] && data.errorCode == .none)
    let abreast = FetchRequest.Partition(partition: 0, fetchOffset: 6, lastFetchedEpoch: 0, partitionMaxBytes: 1_000)
    #expect(try LogFixture.records(try await fixture.fetch(from: 0, broker: 2, partition: abreast).records).first?.offset == 6)
  }

  // MARK: - Waiting

  private func waiting(
    minBytes: Int32 = 1, _ body: (SimulatorServer, WireClient, FetchRequest) async throws -> Void
  ) async throws {
    try await withSimulator(brokers: 2, runs: false) { server, bootstrap in
      let id = try await server.withCluster { try $0.createTopic("orders", replicas: [[1, 2]]).id }
      let request = FetchRequest(
        maxWaitMs: 500, minBytes: minBytes,
        topics: [.init(topicId: id, partitions: [.init(partition: 0, fetchOffset: 0, partitionMaxBytes: 1 << 20)])])
      let client = WireClient(bootstrap[0], on: server.loop)
      try await body(server, client, request)
      await client.close()
    }
  }

  private func response(_ client: WireClient) async throws -> FetchResponse {
    guard case .frame(let bytes) = try await client.read() else { throw HarnessError("no answer") }
    return try Frame.decodeResponse(to: FetchRequest.self, version: 18, from: bytes.span.rawBytes).response
  }

  private static func append(_ count: Int64, in cluster: SimulatedCluster) {
    guard let topic = cluster.topics["orders"] else { return }
    cluster.append(count, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now)
  }

  @Test func aLongPollEndsWhenRecordsCome() async throws {
    try await waiting { server, client, request in
      try await client.send(request)
      #expect(try await client.read() == .silence)
      try await server.withCluster { Self.append(3, in: $0) }
      #expect(try LogFixture.records(try await response(client).responses[0].partitions[0].records).count == 3)
    }
  }

  @Test func aLongPollEndsWithItsTime() async throws {
    try await waiting { server, client, request in
      try await client.send(request)
      try await eventually("the request waits") { try await server.withCluster { $0.waits.count } == 1 }
      try await server.advance(by: .milliseconds(499))
      #expect(try await client.read() == .silence)
      try await server.advance(by: .milliseconds(1))
      let partition = try await response(client).responses[0].partitions[0]
      #expect(partition.records == [] && partition.errorCode == .none && partition.highWatermark == 0)
    }
  }

  @Test func aLongPollWaitsForAsManyBytesAsWereAskedFor() async throws {
    try await waiting(minBytes: 1_000) { server, client, request in
      try await client.send(request)
      try await server.withCluster { Self.append(5, in: $0) }
      #expect(try await client.read() == .silence)
      try await server.withCluster { Self.append(100, in: $0) }
      #expect(try LogFixture.records(try await response(client).responses[0].partitions[0].records).count == 105)
    }
  }

  @Test func aLongPollEndsWhenTheTopicGoes() async throws {
    try await waiting { server, client, request in
      try await client.send(request)
      #expect(try await client.read() == .silence)
      try await server.withCluster { try $0.deleteTopic("orders") }
      #expect(try await response(client).responses[0].partitions[0].errorCode == .unknownTopicOrPartition)
    }
  }
}
