import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// A cluster of the 2.x line: most of what makes a poll cheap is not there yet.
struct OldBrokerTests {
  private static func run(_ body: (PolledCluster) async throws -> Void) async throws {
    // Such a cluster knows one type of group.
    try await PolledCluster.run(versions: .kafka2, speaksConsumerProtocol: false) { polled in
      // With ZooKeeper the metadata names the controller.
      try await polled.cluster.edit(MetadataRequest.self) { _, _, answer in answer.controllerId = 1 }
      try await body(polled)
    }
  }

  @Test func everythingIsCollectedOneGroupAtATime() async throws {
    try await Self.run { polled in
      let view = try await polled.poll()
      #expect(view.isWhole, "\(view.missing) \(view.failed)")
      #expect(view.snapshot.controller == 1)
      #expect(view.snapshot.layout.topics.allSatisfy { $0.id == .zero })
      #expect(view.snapshot.groups.filter { $0.members?.count == 1 }.count == 6)
      #expect(polled.cluster.count(.offsetFetch) == 9)
      #expect(polled.cluster.count(.describeCluster) == 0 && polled.cluster.count(.describeQuorum) == 0)
    }
  }

  @Test func groupsThatMovedAreFoundOneByOne() async throws {
    try await Self.run { polled in
      try await polled.cluster.edit(DescribeGroupsRequest.self, broker: 1, times: 1) { cluster, _, _ in
        cluster.moveCoordinator(of: "classic-1", to: 3)
        cluster.moveCoordinator(of: "empty-1", to: 2)
      }
      let view = try await polled.poll()
      #expect(view.lags == View.wholeLags)
      #expect(polled.cluster.count(.findCoordinator) == 2)
      #expect(polled.cluster.seen.filter { $0.api == .findCoordinator }.allSatisfy { $0.version == 3 })
    }
  }

  @Test func oneGroupsBadAnswerCostsThatGroupOnly() async throws {
    try await Self.run { polled in
      try await polled.cluster.inject(.garbage, on: .offsetFetch, broker: 2, times: 1)
      let view = try await polled.poll()
      #expect(view.missing == ["group_commits error": 1])
      #expect(Set(view.lags.keys.map { $0[0] }).count == 8)
    }
  }

  @Test func someBrokersMayBeOlderThanOthers() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.speak(.kafka2, broker: 2)
      try await polled.cluster.change { cluster in
        try cluster.deleteGroup("consumer-2")
        try StandardCluster.addGroup("consumer-2", type: .classic, at: 2, to: cluster)
      }
      let view = try await polled.poll()
      #expect(view.isWhole, "\(view.missing) \(view.failed)")
    }
  }
}
