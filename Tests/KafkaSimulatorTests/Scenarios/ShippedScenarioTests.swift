import Foundation
import KafkaSimulator
import Testing

/// Every file under configs/demo, played in simulated time: what it promises happens.
struct ShippedScenarioTests {
  @Test func theDefaultIsBuiltIn() throws {
    let file = ScenarioFixtures.shipped.appending(path: "default.yaml")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(DefaultScenario.text.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == DefaultScenario.text)
  }

  /// Two rounds, so that what must be set right after the first is seen to be.
  @Test(arguments: try ScenarioFixtures.files(in: ScenarioFixtures.shipped)) func everyScenarioGoesRoundAndComesBackToRest(file: URL) throws
  {
    let scenario = try ScenarioFixtures.load(file)
    #expect(!scenario.about.isEmpty && !scenario.events.isEmpty)
    let play = try ScenarioPlay(scenario)
    play.run(for: .seconds(10))
    let atRest = play.lags
    let round = try #require(scenario.events.first?.every)
    play.run(for: round * 2)
    #expect(play.cluster.liveBrokers.count == scenario.brokers.count)
    for (group, lag) in play.lags {
      #expect(lag <= (atRest[group] ?? 0) * 2 + 200, "\(group)")
      if scenario.groups.contains(where: { $0.name == group && $0.members > 0 }) { #expect(play.cluster.group(group)?.state == "Stable") }
    }
  }

  @Test func aBurstLeavesTheGroupBehindUntilItCatchesUp() throws {
    let play = try ScenarioPlay(shipped: "burst")
    play.run(until: 20)
    let before = play.lag(of: "billing")
    play.run(until: 41)
    // For 20 s 3,000 a second were written and 1,500 read; what was read in up to 5 s is not committed yet.
    #expect((28_000...40_000).contains(play.lag(of: "billing")))
    play.run(until: 100)
    #expect(play.lag(of: "billing") < before + 2_500)
  }

  @Test func aSlowConsumerFallsBehindAndCatchesUp() throws {
    let play = try ScenarioPlay(shipped: "slow-consumer")
    play.run(until: 81)
    #expect((18_000...24_000).contains(play.lag(of: "analytics")))
    #expect(play.lag(of: "archive") < 2_500)
    play.run(until: 110)
    #expect(play.lag(of: "analytics") < 2_500)
  }

  @Test func onlyTheStuckPartitionFallsBehind() throws {
    let play = try ScenarioPlay(shipped: "stuck-partition")
    play.run(until: 79)
    let lags = try #require(play.partitionLags(of: "fraud", in: "payments"))
    #expect(lags[4] >= 1_150)
    for partition in [0, 1, 2, 3, 5] { #expect(lags[partition] <= 100) }
    play.run(until: 95)
    #expect(try #require(play.partitionLags(of: "fraud", in: "payments"))[4] <= 100)
  }

  @Test(arguments: [("analytics", 15.0), ("sampling", 75.0)]) func aStormKeepsAGroupBusyHalfOfTheTime(group: String, start: Double) throws {
    let play = try ScenarioPlay(shipped: "rebalance-storm")
    play.run(until: start - 0.2)
    #expect(play.cluster.group(group)?.state == "Stable")
    var states: [String: Int] = [:]
    var memberCounts: Set<Int> = []
    for _ in 0..<200 {
      play.run(for: .milliseconds(200))
      states[play.cluster.group(group)?.state ?? "", default: 0] += 1
      memberCounts.insert(play.cluster.group(group)?.memberIDs.count ?? 0)
    }
    #expect((60...140).contains(states["Stable"] ?? 0))
    #expect(states.count == 3)
    #expect(memberCounts == [5, 6])
    play.run(for: .seconds(10))
    #expect(play.cluster.group(group)?.state == "Stable")
    #expect(play.cluster.group(group)?.memberIDs.count == 6)
  }

  @Test func aBrokerDiesAndReturns() throws {
    let play = try ScenarioPlay(shipped: "broker-failure")
    play.run(until: 21)
    let orders = try #require(play.cluster.topics["orders"])
    let metrics = try #require(play.cluster.topics["metrics"])
    #expect(play.cluster.liveBrokers.map(\.id) == [1, 3])
    #expect(orders.partitions.allSatisfy { $0.leader != 2 && $0.leader > 0 && $0.inSync.count == 2 })
    #expect(metrics.partitions.count { $0.leader < 0 } == 2)
    let ends = metrics.partitions.map(\.logEnd)
    play.run(until: 52)
    #expect(orders.partitions.allSatisfy { $0.inSync.count == 3 && $0.leader == $0.replicas.first })
    #expect(metrics.partitions.allSatisfy { $0.leader > 0 })
    // What could not be written meanwhile has come after all.
    for (partition, end) in zip(metrics.partitions, ends) { #expect(partition.logEnd - end >= 290) }
  }

  @Test func aRecreatedTopicBeginsAnew() throws {
    let play = try ScenarioPlay(shipped: "recreated-topic")
    play.run(until: 19)
    let old = try #require(play.cluster.topics["sessions"]?.id)
    #expect(play.cluster.group("search")?.commits["sessions", 0]?.offset ?? 0 > 5_000)
    play.run(until: 22)
    #expect(play.cluster.topics["sessions"] == nil)
    #expect(play.cluster.group("search")?.commits["sessions"] == nil)
    play.run(until: 40)
    let new = try #require(play.cluster.topics["sessions"])
    #expect(new.id != old)
    #expect((100...200).contains(new.partitions[0].logEnd))
    let committed = try #require(play.cluster.group("search")?.commits["sessions", 0]?.offset)
    #expect((50...200).contains(committed))
  }

  @Test func retentionOvertakesAReader() throws {
    let play = try ScenarioPlay(shipped: "retention")
    play.run(until: 74)
    let topic = try #require(play.cluster.topics["audit"])
    #expect(play.cluster.group("auditors")?.state == "Empty")
    let committed = try #require(play.cluster.group("auditors")?.commits["audit"]?.offsets)
    for (partition, offset) in zip(topic.partitions, committed) {
      #expect(partition.logStart - offset >= 30 * 40)
      #expect((400...520).contains(partition.logEnd - partition.logStart))
    }
    play.run(until: 90)
    #expect(play.cluster.group("auditors")?.state == "Stable")
    let again = try #require(play.cluster.group("auditors")?.commits["audit"]?.offsets)
    for (partition, offset) in zip(topic.partitions, again) { #expect(offset >= partition.logStart) }
  }
}
