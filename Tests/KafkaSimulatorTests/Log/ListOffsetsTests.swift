import Testing

@testable import KafkaProtocol
@testable import KafkaSimulator

struct ListOffsetsTests {
  @Test func producedRecordsAreFoundByTheirTimesWhateverTheirOrder() throws {
    let fixture = try LogFixture()
    _ = try fixture.produce(try LogFixture.batch(times: [100, 300, 200]))
    _ = try fixture.produce(try LogFixture.batch(times: [50, 400]))
    let expected: [(asked: Int64, timestamp: Int64, offset: Int64)] = [
      (0, 100, 0), (100, 100, 0), (101, 300, 1), (301, 400, 4), (401, -1, -1), (-3, 400, 4), (-2, -1, 0), (-1, -1, 5), (-4, -1, 0),
      (-5, -1, -1), (-6, -1, -1),
    ]
    for (asked, timestamp, offset) in expected {
      let row = try fixture.listOffset(asked)
      #expect(row.timestamp == timestamp && row.offset == offset && row.errorCode == .none, "at \(asked)")
      #expect(row.leaderEpoch == (offset < 0 ? -1 : 0))
    }
    fixture.cluster.deleteRecords(of: fixture.topic, 0, before: 2)
    #expect(try fixture.listOffset(101).offset == 2)
    #expect(try fixture.listOffset(-2).offset == 2)
  }

  @Test func aCompressedBatchIsFoundByItsEnds() throws {
    let fixture = try LogFixture()
    var batch = try LogFixture.batch(times: [100, 300, 200])
    // Nobody unpacks the records, so that they can stay as they are under another codec's name.
    let attributes = 21
    batch[attributes + 1] = 2
    RecordBatch.fillChecksum(&batch)
    #expect(try fixture.produce(batch).errorCode == .none)
    #expect(try fixture.listOffset(250).offset == 0)
    #expect(try fixture.listOffset(-3) == .init(timestamp: 300, offset: 2, leaderEpoch: 0))
    #expect(try fixture.listOffset(301).offset == -1)
  }

  @Test(arguments: [(-3, 7), (-4, 8), (-5, 9), (-6, 11), (-7, 99)] as [(Int64, Int16)])
  func offsetsThatAVersionDoesNotKnowAreRefused(timestamp: Int64, first: Int16) throws {
    let fixture = try LogFixture()
    for version in ListOffsetsRequest.validVersions {
      let row = try fixture.listOffset(timestamp, version: version)
      #expect(row.errorCode == (version < first ? .unsupportedVersion : .none), "version \(version)")
    }
  }

  @Test func whoAsksTheWrongBrokerOrWithTheWrongEpochIsToldSo() throws {
    let fixture = try LogFixture()
    fixture.cluster.stopBroker(1)
    fixture.cluster.startBroker(1)
    #expect(fixture.partition.leader == 2 && fixture.partition.leaderEpoch == 1)
    #expect(try fixture.listOffset(-1, broker: 1).errorCode == .notLeaderOrFollower)
    #expect(try fixture.listOffset(-1, broker: 3).errorCode == .notLeaderOrFollower)
    #expect(try fixture.listOffset(-1, broker: 1, replica: -2).errorCode == .none)
    #expect(try fixture.listOffset(-1, broker: 2, epoch: 0).errorCode == .fencedLeaderEpoch)
    #expect(try fixture.listOffset(-1, broker: 2, epoch: 2).errorCode == .unknownLeaderEpoch)
    #expect(try fixture.listOffset(-1, broker: 2, epoch: 1).errorCode == .none)
    #expect(try fixture.listOffset(-1, broker: 2, partition: 1).errorCode == .unknownTopicOrPartition)
    #expect(try fixture.listOffset(-1, broker: 2, topic: "nowhere").errorCode == .unknownTopicOrPartition)
  }

  @Test func theEpochIsThatOfWhoWroteTheRecord() throws {
    let fixture = try LogFixture()
    fixture.cluster.seed(
      fixture.topic, records: 10, ofSize: 1, after: Timestamp(milliseconds: 0), upTo: Timestamp(milliseconds: 10))
    fixture.cluster.stopBroker(1)
    fixture.cluster.append(
      5, ofSize: 1, to: fixture.topic, 0, after: Timestamp(milliseconds: 10), upTo: Timestamp(milliseconds: 15))
    #expect(try fixture.listOffset(-2, broker: 2).leaderEpoch == 0)
    #expect(try fixture.listOffset(10, broker: 2) == .init(timestamp: 10, offset: 9, leaderEpoch: 0))
    #expect(try fixture.listOffset(11, broker: 2) == .init(timestamp: 11, offset: 10, leaderEpoch: 1))
    #expect(try fixture.listOffset(-1, broker: 2) == .init(offset: 15, leaderEpoch: 1))
    // Versions before 4 have no place for it.
    #expect(try fixture.listOffset(11, broker: 2, version: 3).leaderEpoch == -1)
  }

  @Test func aPartitionThatIsAskedForTwiceGetsNoAnswer() throws {
    let fixture = try LogFixture(partitions: 3)
    let rows = [2, 0, 2, 1].map { ListOffsetsRequest.Partition(partitionIndex: $0, timestamp: -1) }
    let request = ListOffsetsRequest(topics: [.init(name: "orders", partitions: rows)])
    let answer = fixture.cluster.answer(request, RequestContext(broker: 1, version: 8))
    #expect(answer.topics[0].partitions.map(\.errorCode) == [.invalidRequest, .none, .invalidRequest, .none])
  }
}
