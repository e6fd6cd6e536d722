import KafkaProtocol
import Testing

@testable import KafkaExporter

struct OffsetRequestsTests {
  private let layout = TopicLayout.of(("a", 3), ("b", 2), ("c", 1))

  private func requests(leader: [Int32], of partitions: [Int32]? = nil, limit: Int = 100, at position: LogPosition = .end)
    -> [OffsetRequests.Request]
  {
    OffsetRequests(for: partitions ?? (0..<6).map { $0 }, at: position, layout: layout, leader: leader, limit: limit).all
  }

  @Test func aLeaderIsAskedOnceForAllItsPartitionsTopicByTopic() {
    let all = requests(leader: [1, 2, 1, 1, 2, 2])
    #expect(all.map(\.leader) == [1, 2])
    #expect(all.map(\.partitions) == [[0, 2, 3], [1, 4, 5]])
    #expect(all.map { $0.message.topics.map(\.name) } == [["a", "b"], ["a", "b", "c"]])
    #expect(all[0].message.topics.map { $0.partitions.map(\.partitionIndex) } == [[0, 2], [0]])
  }

  @Test(arguments: 1...7) func noRequestAsksForMoreThanTheLimitAndNoPartitionIsForgotten(limit: Int) {
    let all = requests(leader: [1, 1, 1, 1, 1, 1], limit: limit)
    #expect(all.allSatisfy { $0.partitions.count <= limit })
    #expect(all.count == (6 + limit - 1) / limit)
    #expect(all.flatMap(\.partitions) == [0, 1, 2, 3, 4, 5])
    #expect(all.allSatisfy { $0.message.topics.reduce(0) { $0 + $1.partitions.count } == $0.partitions.count })
  }

  @Test func aLimitOfNothingStillAsks() {
    #expect(requests(leader: [1, 1, 1, 1, 1, 1], limit: 0).count == 6)
  }

  @Test func partitionsWithoutALeaderAndThoseNotWantedAreLeftOut() {
    #expect(requests(leader: [1, -1, 1, 1, -1, 2]).map(\.partitions) == [[0, 2, 3], [5]])
    #expect(requests(leader: [1, 1, 1, 1, 1, 1], of: [1, 4]).map(\.partitions) == [[1, 4]])
    #expect(requests(leader: [-1, -1, -1, -1, -1, -1]).isEmpty)
  }

  @Test(arguments: [(LogPosition.start, -2, 0), (.end, -1, 0), (.lastStable, -1, 1)] as [(LogPosition, Int64, Int8)])
  func positionsAreAskedForAsKafkaNamesThem(position: LogPosition, timestamp: Int64, isolation: Int8) {
    let message = requests(leader: [1, 1, 1, 1, 1, 1], at: position)[0].message
    #expect(message.replicaId == -1)
    #expect(message.isolationLevel == isolation)
    #expect(message.topics.flatMap(\.partitions).allSatisfy { $0.timestamp == timestamp })
  }
}
