import KafkaProtocol
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// A cluster of the 2.x line: most of what makes a poll cheap is not there yet.
struct OldBrokerTests {
  private static func run(_ body: (PolledCluster) async throws -> Void) async throws {
    try await PolledCluster.run(versions: .kafka2) { polled in
      // Such a cluster knows one type of group.
      polled.cluster.change { model in
        for id in model.groups.keys { model.groups[id]?.type = "classic" }
      }
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
      polled.cluster.edit(ListGroupsRequest.self, broker: 1, times: 1) { [cluster = polled.cluster] _, _ in
        cluster.change { model in
          model.groups["classic-1"]?.coordinator = 3
          model.groups["empty-1"]?.coordinator = 2
        }
      }
      let view = try await polled.poll()
      #expect(view.lags == View.wholeLags)
      #expect(polled.cluster.count(.findCoordinator) == 2)
      #expect(polled.cluster.seen.filter { $0.api == .findCoordinator }.allSatisfy { $0.version == 3 })
    }
  }

  @Test func oneGroupsBadAnswerCostsThatGroupOnly() async throws {
    try await Self.run { polled in
      polled.cluster.inject(.garbage, on: .offsetFetch, broker: 2, times: 1)
      let view = try await polled.poll()
      #expect(view.missing == ["group_commits error": 1])
      #expect(Set(view.lags.keys.map { $0[0] }).count == 8)
    }
  }

  @Test func someBrokersMayBeOlderThanOthers() async throws {
    try await PolledCluster.run { polled in
      polled.cluster.speak(.kafka2, broker: 2)
      polled.cluster.change { model in
        for id in model.groups.keys where id.hasSuffix("-2") { model.groups[id]?.type = "classic" }
      }
      let view = try await polled.poll()
      #expect(view.isWhole, "\(view.missing) \(view.failed)")
    }
  }
}
