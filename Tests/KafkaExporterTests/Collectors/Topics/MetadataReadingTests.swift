import KafkaProtocol
import Testing

@testable import KafkaExporter

struct MetadataReadingTests {
  @Test func wantedTopicsAreReadIntoRows() throws {
    let reading = try Wire.reading(.of([.of("b", id: .number(2), count: 2), .of("a", isInternal: true, count: 1)]))
    #expect(reading.refusal == nil)
    #expect(reading.topics["b"]?.rows == 0..<2)
    #expect(reading.topics["b"]?.id == .number(2))
    #expect(reading.topics["a"]?.rows == 2..<3)
    #expect(reading.topics["a"]?.isInternal == true)
    #expect(reading.partition == [0, 1, 0])
    #expect(reading.leader == [1, 2, 1])
    #expect(reading.leaderEpoch == [5, 5, 5])
    #expect(reading.preferredLeader == [1, 1, 1])
    #expect(reading.replicas == [3, 3, 3])
    #expect(reading.inSyncReplicas == [2, 2, 2])
    #expect(reading.offlineReplicas == [1, 1, 1])
    #expect(reading.replicasOfBroker == [1: 3, 2: 3, 3: 3])
  }

  @Test func whatTheFilterLeavesOutIsNotReadAndDoesNotFail() throws {
    var settings = ClusterConfiguration.plain
    settings.topics.filter = NameFilter(include: [try NamePattern("a.*")], exclude: [try NamePattern("ab")])
    settings.topics.includesInternal = false
    let topics: [MetadataResponse.Topic] = [
      .of("a", count: 1), .of("ab", count: 1), .of("z", count: 1), .of("ai", isInternal: true, count: 1),
      .init(errorCode: .unknownServerError, name: "zz"), .init(errorCode: .topicAuthorizationFailed, name: "ac"),
    ]
    let reading = try Wire.reading(.of(topics), settings: settings)
    #expect(reading.topics.keys.sorted() == ["a"])
    #expect(reading.partition == [0])
    #expect(reading.failures.map(\.topic) == ["ac"])
    #expect(reading.replicasOfBroker == [1: 1, 2: 1, 3: 1])
  }

  @Test(
    "partitions that are not 0..<n make a topic malformed, and the others stay whole",
    arguments: [[1], [0, 2], [0, 0], [-1, 0], [0, .max], [.min], [0, 1, 1]] as [[Int32]])
  func malformed(partitions: [Int32]) throws {
    let reading = try Wire.reading(.of([.of("a", count: 2), .of("bad", partitions: partitions), .of("z", partitions: [1, 0])]))
    #expect(reading.malformed.map(\.topic) == ["bad"])
    #expect(reading.topics.keys.sorted() == ["a", "z"])
    #expect(reading.topics["z"]?.rows == 2..<4)
    #expect(reading.partition == [0, 1, 1, 0])
    #expect(reading.leader.count == 4)
    #expect(reading.offlineReplicas.count == 4)
    #expect(reading.replicasOfBroker == [1: 4, 2: 4, 3: 4])
  }

  @Test func ofATopicThatComesTwiceTheFirstIsTaken() throws {
    let reading = try Wire.reading(.of([.of("a", id: .number(1), count: 2), .of("a", id: .number(2), count: 1)]))
    #expect(reading.malformed.map(\.topic) == ["a"])
    #expect(reading.topics["a"]?.id == .number(1))
    #expect(reading.partition == [0, 1])
  }

  @Test func aTopicWithoutANameTakesNoOtherTopicsRows() throws {
    var nameless = MetadataResponse.Topic.of("", count: 3)
    nameless.name = nil
    let reading = try Wire.reading(.of([.of("a", count: 1), nameless, .of("b", count: 1)]))
    #expect(reading.topics["a"]?.rows == 0..<1)
    #expect(reading.topics["b"]?.rows == 1..<2)
  }

  @Test func aPartitionWithoutReplicasAndLeaderIsRead() throws {
    var topic = MetadataResponse.Topic.of("a", count: 1)
    topic.partitions[0] = .init(errorCode: .leaderNotAvailable, partitionIndex: 0, leaderId: -1, leaderEpoch: -1)
    let reading = try Wire.reading(.of([topic]))
    #expect(reading.leader == [-1])
    #expect(reading.preferredLeader == [-1])
    #expect(reading.replicas == [0])
  }

  @Test func anAnswerOfABrokerThatKnowsNoBrokersSaysNothingOfTopics() throws {
    #expect(try Wire.reading(MetadataResponse(topics: [])).refusal == "Metadata: the broker that was asked knows no brokers")
    var answer = MetadataResponse.of([])
    answer.errorCode = .rebootstrapRequired
    #expect(try Wire.reading(answer, version: 13).refusal == "Metadata: REBOOTSTRAP_REQUIRED")
  }
}
