import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// DeleteRecords, OffsetForLeaderEpoch and DescribeLogDirs.
struct LogAdministrationTests {
  private func deleteRecords(_ fixture: LogFixture, before offset: Int64, broker: Int32 = 1, topic: String = "orders") throws
    -> DeleteRecordsResponse.PartitionResult
  {
    let request = DeleteRecordsRequest(topics: [.init(name: topic, partitions: [.init(partitionIndex: 0, offset: offset)])])
    return try #require(fixture.cluster.answer(request, RequestContext(broker: broker, version: 2)).topics.first?.partitions.first)
  }

  @Test func recordsAreDeletedUpToTheHighWatermark() throws {
    let fixture = try LogFixture()
    fixture.cluster.append(10, ofSize: 10, to: fixture.topic, 0, after: fixture.cluster.now, upTo: fixture.cluster.now)
    #expect(try deleteRecords(fixture, before: 4) == .init(partitionIndex: 0, lowWatermark: 4))
    // What is deleted stays deleted.
    #expect(try deleteRecords(fixture, before: 2) == .init(partitionIndex: 0, lowWatermark: 4))
    #expect(try deleteRecords(fixture, before: 11) == .init(partitionIndex: 0, lowWatermark: -1, errorCode: .offsetOutOfRange))
    #expect(try deleteRecords(fixture, before: -2).errorCode == .offsetOutOfRange)
    #expect(try deleteRecords(fixture, before: -1) == .init(partitionIndex: 0, lowWatermark: 10))
    #expect(fixture.partition.logStart == 10)
  }

  @Test func someTopicsAndBrokersRefuseToDelete() throws {
    #expect(try deleteRecords(try LogFixture(configuration: ["cleanup.policy": "compact"]), before: 0).errorCode == .policyViolation)
    #expect(try deleteRecords(try LogFixture(configuration: ["cleanup.policy": "compact,delete"]), before: 0).errorCode == .none)
    let fixture = try LogFixture()
    #expect(try deleteRecords(fixture, before: 0, broker: 2).errorCode == .notLeaderOrFollower)
    #expect(try deleteRecords(fixture, before: 0, topic: "nowhere").errorCode == .unknownTopicOrPartition)
    _ = try fixture.cluster.createTopic("__consumer_offsets", replicas: [[1]])
    #expect(try deleteRecords(fixture, before: 0, topic: "__consumer_offsets").errorCode == .invalidTopicException)
  }

  @Test func everyEpochEndsWhereTheNextOneWrote() throws {
    let fixture = try LogFixture()
    let now = fixture.cluster.now
    // Epochs 0, 2 and 4 write ten records each, 1 and 3 nothing; 6 leads.
    for _ in 0..<3 {
      fixture.cluster.append(10, ofSize: 10, to: fixture.topic, 0, after: now, upTo: now)
      fixture.cluster.stopBroker(1)
      fixture.cluster.startBroker(1)
      fixture.cluster.electPreferredLeaders()
    }
    func end(_ epoch: Int32, current: Int32 = -1, broker: Int32 = 1) throws -> OffsetForLeaderEpochResponse.EpochEndOffset {
      let row = OffsetForLeaderEpochRequest.OffsetForLeaderPartition(partition: 0, currentLeaderEpoch: current, leaderEpoch: epoch)
      let request = OffsetForLeaderEpochRequest(topics: [.init(topic: "orders", partitions: [row])])
      return try #require(fixture.cluster.answer(request, RequestContext(broker: broker, version: 4)).topics.first?.partitions.first)
    }
    let expected: [(asked: Int32, epoch: Int32, end: Int64)] = [
      (-1, -1, -1), (0, 0, 10), (1, 0, 10), (2, 2, 20), (3, 2, 20), (4, 4, 30), (5, 4, 30), (6, 6, 30), (7, -1, -1),
    ]
    for (asked, epoch, offset) in expected { #expect(try end(asked) == .init(partition: 0, leaderEpoch: epoch, endOffset: offset)) }
    #expect(try end(0, current: 5).errorCode == .fencedLeaderEpoch)
    #expect(try end(0, current: 7).errorCode == .unknownLeaderEpoch)
    #expect(try end(0, broker: 2).errorCode == .notLeaderOrFollower)
    // Deletion moves where the first epoch that is left begins, not where it ends.
    fixture.cluster.deleteRecords(of: fixture.topic, 0, before: 15)
    #expect(try end(2).endOffset == 20)
    #expect(try end(0).endOffset == 15)
  }

  @Test func aBrokersDirectoryHoldsItsReplicas() throws {
    let fixture = try LogFixture(partitions: 2)
    let cluster = fixture.cluster
    cluster.brokers[1]?.logDirectory.totalBytes = 1_000_000
    cluster.append(100, ofSize: 76, to: fixture.topic, 1, after: cluster.now, upTo: cluster.now)
    let batch = try LogFixture.batch(times: [1, 2, 3])
    _ = try fixture.produce(batch)
    _ = try cluster.createTopic("elsewhere", replicas: [[3]])
    func describe(_ broker: Int32, _ topics: [DescribeLogDirsRequest.DescribableLogDirTopic]?) throws -> DescribeLogDirsResponse.Result {
      try #require(cluster.answer(DescribeLogDirsRequest(topics: topics), RequestContext(broker: broker, version: 5)).results.first)
    }
    let size = Int64(batch.count)
    let all = try describe(1, nil)
    #expect(all.topics.map(\.name) == ["orders"] && all.totalBytes == 1_000_000 && all.usableBytes == 990_000 - size)
    #expect(all.topics[0].partitions.map(\.partitionSize) == [size, 10_000])
    #expect(try describe(2, nil).topics == all.topics)
    #expect(try describe(3, nil).topics.map(\.name) == ["elsewhere"])
    let one = try describe(1, [.init(topic: "orders", partitions: [1, 9]), .init(topic: "elsewhere", partitions: [0])])
    #expect(one.topics.map { $0.partitions.map(\.partitionIndex) } == [[1]])
    #expect(one.usableBytes == all.usableBytes)
  }
}
