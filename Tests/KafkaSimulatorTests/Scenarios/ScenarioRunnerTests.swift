import KafkaSimulator
import Testing

struct ScenarioRunnerTests {
  private static let shop = """
    topics:
      - {name: orders, partitions: 4, history: {records: 100}}
      - {name: idle, count: 3, partitions: 2, history: {records: 50}}
    traffic:
      - {topic: orders, rate: 37, skew: 1}
    groups:
      - {name: billing, members: 2, topics: [orders, idle], rate: 30}
      - {name: late, count: 2, topics: [idle-2], behind: 20, rate: 0}
    events:
      - {at: 3s, for: 2s, burst: orders, times: 3}
    """

  @Test func theSameScenarioGivesTheSameClusterHoweverTimeIsPassedIn() throws {
    let (coarse, fine) = (try ScenarioPlay(Self.shop), try ScenarioPlay(Self.shop))
    coarse.run(until: 30)
    for _ in 0..<3000 { fine.run(for: .milliseconds(10)) }
    #expect(coarse.cluster.topics["orders"]?.partitions.map(\.logEnd) == fine.cluster.topics["orders"]?.partitions.map(\.logEnd))
    for group in ["billing", "late-1"] {
      let columns = [coarse, fine].map { $0.cluster.group(group)?.commits.columns.map { "\($0.topic) \($0.offsets)" } }
      #expect(columns[0] == columns[1] && columns[0]?.isEmpty == false)
    }
  }

  @Test func trafficKeepsItsRateAndItsSkew() throws {
    let play = try ScenarioPlay(
      "topics: [{name: orders, partitions: 4}]\ntraffic: [{topic: orders, rate: 100, skew: 1}]\n")
    play.run(until: 100)
    let ends = try #require(play.cluster.topics["orders"]).partitions.map(\.logEnd)
    #expect((9_990...10_010).contains(ends.reduce(0, +)))
    // 1, 1/2, 1/3, 1/4 of 2.083.
    #expect((4_790...4_810).contains(ends[0]) && (2_390...2_410).contains(ends[1]) && (1_190...1_210).contains(ends[3]))
  }

  @Test func aWaveGoesUpAndDownAroundItsRate() throws {
    let play = try ScenarioPlay(
      "topics: [{name: orders}]\ntraffic: [{topic: orders, rate: 100, wave: 40s}]\n")
    var perSecond: [Int64] = []
    var last: Int64 = 0
    for _ in 0..<40 {
      play.run(for: .seconds(1))
      let end = try #require(play.cluster.topics["orders"]).partitions[0].logEnd
      perSecond.append(end - last)
      last = end
    }
    #expect((3_980...4_020).contains(last))
    #expect((148...151).contains(perSecond.max() ?? 0) && (49...52).contains(perSecond.min() ?? 0))
  }

  @Test func aGroupWithARateReadsNoFasterAndSharesFairly() throws {
    let play = try ScenarioPlay(
      "topics: [{name: orders, partitions: 8, history: {records: 1000}}]\n"
        + "groups: [{name: billing, topics: [orders], rate: 100, behind: 1000, commit: 200ms}]\n")
    play.run(until: 20)
    let offsets = try #require(play.cluster.group("billing")?.commits["orders"]?.offsets)
    #expect((1_990...2_010).contains(offsets.reduce(0, +)))
    #expect(offsets.allSatisfy { (225...275).contains($0) })
    // 8,000 records at 100 a second: it is at the end, and stays there.
    play.run(until: 100)
    #expect(play.lag(of: "billing") == 0)
  }

  @Test func anIdleGroupFindsWhatAClientWrote() throws {
    let play = try ScenarioPlay("topics: [{name: orders}]\ngroups: [{name: billing, topics: [orders], commit: 1s}]\n")
    play.run(until: 5)
    let topic = try #require(play.cluster.topics["orders"])
    play.cluster.append(10, ofSize: 100, to: topic, 0, after: play.cluster.now, upTo: play.cluster.now)
    play.run(until: 8)
    #expect(play.cluster.group("billing")?.commits["orders", 0]?.offset == 10)
  }

  @Test func eventsBeginAndEndOnTimeAndComeAgain() throws {
    let play = try ScenarioPlay(
      """
      topics: [{name: orders}]
      events:
        - {at: 2s, for: 3s, every: 10s, burst: orders}
        - {at: 4s, for: 1s, recreate: orders}
      """)
    play.run(until: 15)
    let seen = play.events.map { "\($0.at.components.seconds) \($0.begins ? "begins" : "ends") \($0.event.action.sentence)" }
    let (burst, recreation) = ("orders gets 10 times its records", "orders is deleted, then created anew")
    #expect(
      seen == [
        "2 begins \(burst)", "4 begins \(recreation)", "5 ends \(burst)", "5 ends \(recreation)", "12 begins \(burst)", "15 ends \(burst)",
      ])
  }

  @Test func severalEventsAtOnceAddUp() throws {
    let play = try ScenarioPlay(
      """
      topics: [{name: orders, history: {records: 10}}]
      traffic: [{topic: orders, rate: 10}]
      groups: [{name: billing, members: 3, topics: [orders]}]
      events:
        - {at: 0s, for: 10s, burst: orders, times: 2}
        - {at: 0s, for: 10s, burst: orders, times: 5}
        - {at: 1s, for: 5s, stop: billing}
        - {at: 4s, for: 8s, stop: billing}
        - {at: 2s, for: 4s, broker_down: 1}
        - {at: 3s, for: 5s, broker_down: 1}
      """)
    play.run(until: 10)
    #expect((1_000...1_012).contains(try #require(play.cluster.topics["orders"]).partitions[0].logEnd))
    #expect(play.cluster.liveBrokers.count == 3)
    #expect(play.cluster.group("billing")?.state == "Empty")
    play.run(until: 20)
    #expect(play.cluster.group("billing")?.memberIDs.count == 3)
    #expect(play.cluster.group("billing")?.state == "Stable")
  }

  @Test func aTopicIsCreatedAnewAsSoonAsABrokerIsThereForIt() throws {
    let play = try ScenarioPlay(
      """
      brokers: 2
      topics: [{name: orders, replication: 2}]
      events:
        - {at: 1s, for: 1s, recreate: orders}
        - {at: 1s, for: 5s, broker_down: 1}
        - {at: 1s, for: 9s, broker_down: 2}
      """)
    play.run(until: 5)
    #expect(play.cluster.topics["orders"] == nil)
    play.run(until: 7)
    #expect(play.cluster.topics["orders"] != nil)
  }

  @Test func faultsOfBrokersComeAndGo() throws {
    let play = try ScenarioPlay(
      """
      topics: [{name: orders}]
      events:
        - {at: 1s, for: 2s, broker_hangs: 2}
        - {at: 2s, for: 2s, broker_slow: 3, delay: 1s}
      """)
    #expect(play.cluster.faults.isEmpty)
    for second in [1.0, 2, 3] {
      play.run(until: second)
      #expect(!play.cluster.faults.isEmpty)
    }
    play.run(until: 4)
    #expect(play.cluster.faults.isEmpty)
  }

  @Test func aHundredThousandIdlePartitionsCostAStepNothing() throws {
    let play = try ScenarioPlay(
      """
      topics:
        - {name: archive, count: 1000, partitions: 100, history: {records: 1000}}
        - {name: orders}
      traffic: [{topic: orders, rate: 10}]
      groups: [{name: idle, count: 500, topics: [archive-1, archive-2]}]
      """)
    play.run(until: 5)
    let clock = ContinuousClock()
    let time = clock.measure { play.run(for: .seconds(600)) }
    // 3,000 steps; a walk over all partitions or all groups in each would take minutes.
    #expect(time < .seconds(10))
  }
}
