import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// Brokers that answer in good order, and say no.
struct RefusalTests {
  @Test func aTopicThatMayNotBeDescribedIsAbsentAndCounted() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(MetadataRequest.self) { _, _, answer in
        for index in answer.topics.indices where answer.topics[index].name == "payments" {
          answer.topics[index] = .init(errorCode: .topicAuthorizationFailed, name: "payments")
        }
      }
      let view = try await polled.poll()
      #expect(view.missing == ["topic unauthorized": 1])
      #expect(view.ends == View.wholeEnds.filter { $0.key[0] == "orders" })
      #expect(view.failed.isEmpty, "what is not allowed is no failure of the collector")
    }
  }

  @Test(arguments: [ErrorCode.groupAuthorizationFailed, .topicAuthorizationFailed])
  func aGroupWhoseCommitsMayNotBeReadIsAbsentAndCounted(code: ErrorCode) async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 2) { _, _, answer in
        for index in answer.groups.indices where answer.groups[index].groupId == "classic-2" {
          answer.groups[index] = .init(groupId: "classic-2", errorCode: code)
        }
      }
      let view = try await polled.poll()
      #expect(view.missing == ["group_commits unauthorized": 1])
      #expect(view.lags == View.wholeLags.filter { $0.key[0] != "classic-2" })
      #expect(view.failed.isEmpty)
    }
  }

  @Test func groupsThatMayNotBeDescribedHaveNoMembersAndAreCounted() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(DescribeGroupsRequest.self) { _, _, answer in
        for index in answer.groups.indices {
          answer.groups[index] = .init(errorCode: .groupAuthorizationFailed, groupId: answer.groups[index].groupId)
        }
      }
      try await polled.cluster.edit(ConsumerGroupDescribeRequest.self) { _, _, answer in
        for index in answer.groups.indices {
          answer.groups[index] = .init(errorCode: .groupAuthorizationFailed, groupId: answer.groups[index].groupId)
        }
      }
      let view = try await polled.poll()
      #expect(view.missing == ["group_description unauthorized": 6])
      #expect(view.snapshot.groups.filter { $0.members == nil }.count == 6)
      #expect(view.page.samples("kafka_group_members").count == 3, "the empty groups' zeros are known")
      #expect(view.lags == View.wholeLags)
    }
  }

  @Test func settingsThatMayNotBeReadAreAbsentAndCounted() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(DescribeConfigsRequest.self) { _, _, answer in
        for index in answer.results.indices {
          answer.results[index].errorCode = .topicAuthorizationFailed
          answer.results[index].configs = []
        }
      }
      let view = try await polled.poll()
      #expect(view.missing == ["topic_config unauthorized": 2])
      #expect(view.snapshot.topics.allSatisfy { $0.config == nil })
      #expect(view.ends == View.wholeEnds)
    }
  }

  @Test func aControllerThatMayNotBeAskedForIsAbsentAndCounted() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(DescribeQuorumRequest.self) { _, _, answer in answer = .init(errorCode: .clusterAuthorizationFailed) }
      let view = try await polled.poll()
      #expect(view.missing == ["controller unauthorized": 1])
      #expect(view.page.samples("kafka_cluster_controller_broker_id").isEmpty)
      #expect(view.ends == View.wholeEnds)
      #expect(view.failed.isEmpty)
    }
  }

  @Test func aCoordinatorThatLoadsItsGroupsIsAskedAgain() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 1, times: 1) { _, _, answer in
        for index in answer.groups.indices {
          answer.groups[index] = .init(groupId: answer.groups[index].groupId, errorCode: .coordinatorLoadInProgress)
        }
      }
      let view = try await polled.poll()
      #expect(view.isWhole, "\(view.missing)")
    }
  }

  @Test func aCoordinatorThatIsStillLoadingKeepsItsGroupsAsTheyWere() async throws {
    try await PolledCluster.run { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.edit(ListGroupsRequest.self, broker: 1) { _, _, answer in
        answer = .init(errorCode: .coordinatorLoadInProgress)
      }
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 1) { _, _, answer in
        for index in answer.groups.indices {
          answer.groups[index] = .init(groupId: answer.groups[index].groupId, errorCode: .coordinatorLoadInProgress)
        }
      }
      let view = try await polled.poll()
      #expect(view.groups.count == 9)
      #expect(view.lags == View.wholeLags)
      #expect(view.missing == ["group_commits stale": 3, "group_description stale": 3])
      #expect(view.failed == ["groups", "commits"])
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func anAnswerThatLeavesPartsOutIsCountedAsAnError() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(ListOffsetsRequest.self, broker: 1) { _, _, answer in answer.topics = [] }
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 2) { _, _, answer in answer.groups = [] }
      try await polled.cluster.edit(DescribeGroupsRequest.self, broker: 3) { _, _, answer in answer.groups = [] }
      let view = try await polled.poll()
      #expect(
        view.missing == [
          "log_start_offset error": 3, "log_end_offset error": 3, "group_commits error": 3, "group_description error": 1,
        ])
    }
  }

  @Test func anAnswerThatBringsMoreThanWasAskedForIsHarmless() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(ListOffsetsRequest.self) { _, _, answer in
        answer.topics += answer.topics
        answer.topics.append(.init(name: "stranger", partitions: [.init(partitionIndex: 0, offset: 5)]))
        answer.topics.append(
          .init(name: "orders", partitions: [.init(partitionIndex: .max, offset: 5), .init(partitionIndex: -1, offset: 5)]))
      }
      try await polled.cluster.edit(OffsetFetchRequest.self) { _, _, answer in
        answer.groups += answer.groups
        answer.groups.append(
          .init(groupId: "stranger", topics: [.init(name: "orders", partitions: [.init(partitionIndex: 0, committedOffset: 1)])]))
      }
      try await polled.cluster.edit(DescribeGroupsRequest.self) { _, _, answer in
        answer.groups += answer.groups
        answer.groups.append(.init(groupId: "stranger", groupState: "Stable"))
      }
      try await polled.cluster.edit(DescribeConfigsRequest.self) { _, _, answer in
        answer.results.append(.init(resourceType: 2, resourceName: "stranger"))
      }
      let view = try await polled.poll()
      #expect(view.groups.count == 9)
      #expect(view.ends == View.wholeEnds)
      #expect(view.lags == View.wholeLags)
    }
  }

  @Test func offsetsThatCanNotBeAreNotTakenForOffsets() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(ListOffsetsRequest.self, broker: 1) { _, _, answer in
        for topic in answer.topics.indices {
          for row in answer.topics[topic].partitions.indices { answer.topics[topic].partitions[row].offset = -1 }
        }
      }
      try await polled.cluster.edit(OffsetFetchRequest.self, broker: 2) { _, _, answer in
        for group in answer.groups.indices {
          for topic in answer.groups[group].topics.indices {
            for row in answer.groups[group].topics[topic].partitions.indices {
              answer.groups[group].topics[topic].partitions[row].committedOffset = .min
            }
          }
        }
      }
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds.filter { (Int($0.key[1]) ?? 0) % 3 != 0 })
      #expect(view.lags.keys.allSatisfy { !$0[0].hasSuffix("-2") && (Int($0[1]) ?? 0) % 3 != 0 })
      #expect(view.missing["log_end_offset error"] == 3)
    }
  }

  @Test func metadataThatMakesNoSenseCostsItsTopicOnly() async throws {
    let edits: [@Sendable (inout [MetadataResponse.Partition]) -> Void] = [
      { $0.remove(at: 1) },
      { $0.append($0[0]) },
      { $0[0].partitionIndex = .max },
      { $0[0].partitionIndex = -1 },
    ]
    for edit in edits {
      try await PolledCluster.run { polled in
        try await polled.cluster.edit(MetadataRequest.self) { _, _, answer in
          for index in answer.topics.indices where answer.topics[index].name == "payments" { edit(&answer.topics[index].partitions) }
        }
        let view = try await polled.poll()
        #expect(view.missing["topic error"] == 1)
        #expect(view.ends == View.wholeEnds.filter { $0.key[0] == "orders" })
        #expect(view.lags == View.wholeLags)
        #expect(view.failed == ["topics"])
      }
    }
  }

  @Test func aBrokerWithoutAnAddressIsReportedAndTheOthersAreAsked() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.edit(DescribeClusterRequest.self) { _, _, answer in
        answer.brokers[1].port = 0
        answer.brokers[1].host = "not a host"
      }
      let view = try await polled.poll()
      #expect(view.failure(of: "cluster")?.contains("which is no address") == true)
      #expect(view.ends.count == 6)
      #expect(view.missing["log_end_offset unreachable"] == 3)
    }
  }

  @Test func aClusterThatKnowsNoBrokersFailsAndKeepsWhatWasKnown() async throws {
    try await PolledCluster.run { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.edit(DescribeClusterRequest.self) { _, _, answer in answer.brokers = [] }
      let view = try await polled.poll()
      #expect(view.failed == ["cluster"])
      #expect(view.page.value("kafka_cluster_brokers") == 3)
      #expect(view.lags == View.wholeLags)
    }
  }
}
