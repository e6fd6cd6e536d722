import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// The cluster changes between two requests of one poll.
struct ChangeBetweenRequestsTests {
  @Test func aTopicDeletedBeforeItsOffsetsAreReadIsNotAFailure() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(MetadataRequest.self, times: 1) { cluster, _, _ in try? cluster.deleteTopic("payments") }
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds.filter { $0.key[0] == "orders" })
      #expect(view.lags == View.wholeLags)
      #expect(view.missing == ["log_start_offset unknown_partition": 3, "log_end_offset unknown_partition": 3])
      #expect(view.failed.isEmpty)
      let next = try await polled.poll()
      #expect(next.snapshot.layout.topics.map(\.name) == ["orders"])
      #expect(next.missing.isEmpty)
    }
  }

  @Test func aTopicThatWasMadeAnewKeepsNothingOfTheOld() async throws {
    try await PolledCluster.run { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.change { cluster in
        try cluster.deleteTopic("orders")
        try StandardCluster.addTopic("orders", partitions: 6, to: cluster)
      }
      // The offsets of the new topic can't be read: nothing of the old one may stand in.
      try await polled.cluster.edit(ListOffsetsRequest.self) { _, _, answer in
        for topic in answer.topics.indices where answer.topics[topic].name == "orders" {
          for row in answer.topics[topic].partitions.indices {
            answer.topics[topic].partitions[row].errorCode = .topicAuthorizationFailed
          }
        }
      }
      let view = try await polled.poll()
      #expect(view.page.value("kafka_topic_recreations_total", ["topic": "orders"]) == 1)
      #expect(view.page.value("kafka_topic_recreations_total", ["topic": "payments"]) == 0)
      #expect(view.ends == View.wholeEnds.filter { $0.key[0] == "payments" })
      #expect(view.lags.isEmpty)
      #expect(view.missing == ["log_start_offset unauthorized": 6, "log_end_offset unauthorized": 6])
    }
  }

  @Test func aGroupThatMovedIsFoundAgainInTheSamePoll() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(DescribeGroupsRequest.self, broker: 1, times: 1) { cluster, _, _ in
        cluster.moveCoordinator(of: "classic-1", to: 3)
      }
      let view = try await polled.poll()
      #expect(view.lags == View.wholeLags)
      #expect(!view.failed.contains("commits"))
      #expect(polled.cluster.count(.findCoordinator) == 1)
      #expect(polled.cluster.count(.offsetFetch) == 4, "one each, and the moved group's once more")
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func aGroupThatTwoBrokersListIsCountedOnce() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(ListGroupsRequest.self, broker: 3) { _, _, answer in
        answer.groups.append(.init(groupId: "classic-1", protocolType: "consumer", groupState: "Dead", groupType: "classic"))
      }
      let view = try await polled.poll()
      #expect(view.groups.count == 9)
      #expect(view.isWhole)
    }
  }

  @Test func aPartitionWhoseLeaderMovedIsAskedForAtTheNewOneInTheSamePoll() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(MetadataRequest.self, times: 1) { cluster, _, _ in
        cluster.moveLeader(of: "orders", 0, to: 2)
      }
      let view = try await polled.poll()
      #expect(view.isWhole)
      #expect(view.snapshot.partitions.leader[0] == 2)
      #expect(polled.cluster.count(.metadata) == 2)
    }
  }

  @Test(arguments: [
    ErrorCode.notLeaderOrFollower, .leaderNotAvailable, .offsetNotAvailable, .unknownServerError, ErrorCode(rawValue: 12345),
  ])
  func aPartitionThatStaysInErrorIsAbsentAndTheRestIsThere(code: ErrorCode) async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(ListOffsetsRequest.self) { _, _, answer in
        for topic in answer.topics.indices where answer.topics[topic].name == "payments" {
          for row in answer.topics[topic].partitions.indices where answer.topics[topic].partitions[row].partitionIndex == 1 {
            answer.topics[topic].partitions[row].errorCode = code
          }
        }
      }
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds.filter { $0.key != ["payments", "1"] })
      #expect(view.missing == ["log_start_offset error": 1, "log_end_offset error": 1])
      #expect(view.failure(of: "log_end_offsets") == "topic payments partition 1: \(code.name)")
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func aPartitionWithoutALeaderIsAbsentAndCounted() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.change { $0.moveLeader(of: "payments", 2, to: nil) }
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds.filter { $0.key != ["payments", "2"] })
      #expect(view.missing == ["log_start_offset no_leader": 1, "log_end_offset no_leader": 1])
      #expect(view.page.value("kafka_topic_partition_offline", ["topic": "payments", "partition": "2"]) == 1)
      #expect(view.failed.isEmpty)
      try await polled.cluster.change { $0.moveLeader(of: "payments", 2, to: 1) }
      // The leader is another than before, and not the one the metadata named first.
      let next = try await polled.poll()
      #expect(next.isWhole)
    }
  }

  @Test func aPollThatEndsBeforeItsRetriesCountsWhatIsLeft() async throws {
    try await PolledCluster.run(
      requestTimeout: PolledCluster.shortTimeout,
      configure: { configuration in
        configuration.interval = .milliseconds(100)
        configuration.intervals.cluster = .milliseconds(100)
      }
    ) { polled in
      try await polled.cluster.edit(ListOffsetsRequest.self) { _, _, answer in
        for topic in answer.topics.indices {
          for row in answer.topics[topic].partitions.indices { answer.topics[topic].partitions[row].errorCode = .notLeaderOrFollower }
        }
      }
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 2) { _, _, answer in
        for index in answer.groups.indices { answer.groups[index].errorCode = .coordinatorNotAvailable }
      }
      let view = try await polled.poll()
      let commits = view.missing.filter { $0.key.hasPrefix("group_commits") }.values.reduce(0, +)
      let starts = view.missing.filter { $0.key.hasPrefix("log_start_offset") }.values.reduce(0, +)
      let ends = view.missing.filter { $0.key.hasPrefix("log_end_offset") }.values.reduce(0, +)
      #expect(commits == 3 && starts == 9 && ends == 9, "\(view.missing)")
      #expect(view.failed.isSuperset(of: ["commits", "log_start_offsets", "log_end_offsets"]))
    }
  }
}
