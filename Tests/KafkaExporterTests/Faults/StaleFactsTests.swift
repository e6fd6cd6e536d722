import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

@testable import KafkaExporter

/// What can't be refreshed: served with its age for a stated time, then dropped, always counted; and what a hanging broker costs a poll.
struct StaleFactsTests {
  private static func patient(_ configuration: inout ClusterConfiguration) {
    configuration.staleAfter = .milliseconds(700)
    configuration.interval = .milliseconds(100)
    configuration.intervals.cluster = .milliseconds(100)
    configuration.intervals.topics = .milliseconds(100)
    configuration.intervals.groups = .milliseconds(100)
    configuration.intervals.commits = .milliseconds(100)
    configuration.intervals.logStart = .milliseconds(100)
    configuration.intervals.logEnd = .milliseconds(100)
  }

  private static func facts(_ reason: String) -> [String: Int] {
    ["log_start_offset \(reason)": 3, "log_end_offset \(reason)": 3, "group_description \(reason)": 3, "group_commits \(reason)": 3]
  }

  @Test func aStoppedBrokersFactsAreStaleThenExpiredThenBack() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout, configure: Self.patient) { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.stop(2)
      let stale = try await polled.poll()
      #expect(stale.missing == Self.facts("stale"))
      #expect(stale.ends == View.wholeEnds && stale.lags == View.wholeLags)
      #expect(stale.up == ["1", "3"])
      let expired = try await eventually("the facts are dropped") {
        let view = try await polled.poll()
        return view.missing.keys.contains { $0.hasSuffix(" stale") } ? nil : view
      }
      #expect(expired.missing["log_end_offset expired"] == 3)
      #expect(expired.missing["log_start_offset expired"] == 3)
      #expect(expired.missing["group_description expired"] == 3)
      #expect(expired.groups.count == 6)
      #expect(expired.ends == View.ends(ledBy: 1).merging(View.ends(ledBy: 3)) { $1 })
      #expect(expired.lags.count == 24)
      #expect(expired.page.value("kafka_cluster_brokers") == 3)
      try await polled.cluster.restart(2)
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func aBrokerThatLeavesTheClusterAndItsGroupsAreForgottenInTime() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout, configure: Self.patient) { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.change { cluster in
        cluster.stopBroker(3)
        for id in ["classic-3", "consumer-3", "empty-3"] { cluster.moveCoordinator(of: id, to: nil) }
      }
      let first = try await polled.poll()
      #expect(first.ends == View.wholeEnds, "the partitions have a leader")
      #expect(first.lags == View.wholeLags, "the groups are served as they were")
      #expect(first.snapshot.brokers?.map(\.isRegistered) == [true, true, false])
      #expect(first.page.value("kafka_broker_up", ["broker": "3"]) == 0)
      let later = try await eventually("its groups are forgotten") {
        let view = try await polled.poll()
        return view.groups.count == 6 ? view : nil
      }
      #expect(later.page.value("kafka_broker_up", ["broker": "3"]) == 0, "it has replicas: it is expected back")
      try await polled.cluster.change { cluster in
        for name in ["orders", "payments"] {
          for (index, partition) in (cluster.topics[name]?.partitions ?? []).enumerated() {
            try cluster.reassign(name, Int32(index), to: partition.replicas.filter { $0 != 3 })
          }
        }
      }
      try await eventually("the broker is forgotten") { try await polled.poll().snapshot.brokers?.count == 2 }
      #expect(later.page.value("kafka_cluster_brokers") == 2)
      // Nobody can say any more whether they exist: they are not missing for ever.
      try await eventually("nothing is missing") { try await polled.poll().missing.isEmpty }
      try await polled.cluster.change { cluster in
        cluster.startBroker(3)
        for id in ["classic-3", "consumer-3", "empty-3"] { cluster.moveCoordinator(of: id, to: 3) }
      }
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test(arguments: [Int32(1), 2, 3])
  func aHangingBrokerCostsOnePollItsTimeoutAndTheNextOnesNothing(broker: Int32) async throws {
    try await PolledCluster.run(requestTimeout: .seconds(1)) { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.behave(.deaf, broker: broker)
      try await polled.cluster.inject(.noAnswer, broker: broker)
      let clock = ContinuousClock()
      let first = try await clock.measure { _ = try await polled.poll() }
      #expect(first > .milliseconds(990))
      #expect(first < .seconds(3), "one request timeout, and not one for each request")
      var times: [Duration] = []
      for _ in 0..<10 {
        times.append(
          try await clock.measure {
            let view = try await polled.poll()
            #expect(view.ends == View.wholeEnds)
            #expect(view.up == Set(["1", "2", "3"]).subtracting(["\(broker)"]))
            // Those of the others are fresh: only the hanging broker's are counted.
            #expect(view.missing == Self.facts("stale"))
          })
      }
      #expect(times.sorted()[5] < .milliseconds(400), "\(times)")
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func aBrokerThatHangsInEveryRequestButTheFirstOfAConnectionCostsNoMoreAndMore() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      _ = try await polled.pollUntilWhole()
      for api in [APIKey.listGroups, .describeGroups, .consumerGroupDescribe, .offsetFetch, .listOffsets, .metadata, .describeCluster] {
        try await polled.cluster.inject(.noAnswer, on: api, broker: 2)
      }
      for _ in 0..<3 { _ = try await polled.poll() }
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds && view.lags == View.wholeLags)
      // It is not connected to at full pace for ever.
      polled.cluster.forget()
      _ = try await polled.poll()
      #expect(polled.cluster.accepted(by: 2) <= 6)
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func withoutAnyBrokerThePageKeepsWhatItHasAndThenSaysThatItHasNothing() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout, configure: Self.patient) { polled in
      let whole = try await polled.pollUntilWhole()
      for broker: Int32 in [1, 2, 3] { try await polled.cluster.stop(broker) }
      let stale = try await polled.poll()
      #expect(stale.ends == whole.ends && stale.lags == whole.lags)
      #expect(stale.failed.isSuperset(of: ["cluster", "topics", "groups", "commits", "log_end_offsets"]))
      let empty = try await eventually("everything is dropped") {
        let view = try await polled.poll()
        return view.ends.isEmpty && view.lags.isEmpty && view.snapshot.brokers == nil ? view : nil
      }
      #expect(empty.missing["topic expired"] == 2)
      for broker: Int32 in [1, 2, 3] { try await polled.cluster.restart(broker) }
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func withoutAnyBrokerFromTheStartThePollsAreQuickAndThePageIsSound() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      for broker: Int32 in [1, 2, 3] { try await polled.cluster.stop(broker) }
      let view = try await polled.poll()
      #expect(view.ends.isEmpty && view.lags.isEmpty && view.snapshot.brokers == nil)
      #expect(view.failed.contains("cluster") && view.failed.contains("topics"))
      for broker: Int32 in [1, 2, 3] { try await polled.cluster.restart(broker) }
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func aBrokerThatMovesToAnotherPortIsFollowed() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      _ = try await polled.pollUntilWhole()
      let moved = try await polled.cluster.move(2)
      let view = try await polled.pollUntilWhole()
      #expect(view.snapshot.brokers?.first { $0.id == 2 }?.port == Int32(moved.port))
    }
  }

  @Test func aBrokerThatWasDownBeforeTheExporterStartedIsShownAsDown() async throws {
    try await PolledCluster.run { polled in
      try await polled.cluster.change { $0.stopBroker(3) }
      let view = try await polled.poll()
      #expect(view.page.values("kafka_broker_up", by: "broker") == [["1"]: 1, ["2"]: 1, ["3"]: 0])
      #expect(view.page.values("kafka_broker_partitions", by: "broker") == [["1"]: 9, ["2"]: 9, ["3"]: 9])
      #expect(view.page.samples("kafka_broker_info", ["broker": "3"]).isEmpty, "nobody tells where it is")
      #expect(view.page.value("kafka_cluster_brokers") == 2)
      try await polled.cluster.change { $0.startBroker(3) }
      try await eventually("it is up") { try await polled.poll().up == ["1", "2", "3"] }
    }
  }
}
