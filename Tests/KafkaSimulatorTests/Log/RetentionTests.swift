import KafkaProtocol
import Testing

@testable import KafkaSimulator

struct RetentionTests {
  private func append(_ fixture: LogFixture, seconds: ClosedRange<Int64>) {
    let start = fixture.cluster.now.milliseconds
    for second in seconds {
      let end = Timestamp(milliseconds: start + second * 1_000)
      fixture.cluster.append(10, ofSize: 76, to: fixture.topic, 0, after: end + .seconds(-1), upTo: end)
    }
  }

  @Test func recordsGoWhenTheyAreTooOld() throws {
    let fixture = try LogFixture(configuration: ["retention.ms": "10000"])
    append(fixture, seconds: 1...30)
    fixture.cluster.advance(to: fixture.cluster.now + .seconds(30))
    // Those of the last ten seconds are left, the first of them just so.
    #expect(fixture.partition.logStart == 199 && fixture.partition.logEnd == 300)
    fixture.cluster.advance(to: fixture.cluster.now + .seconds(60))
    #expect(fixture.partition.logStart == 300)
  }

  @Test func producedBatchesGoAsAWhole() throws {
    let fixture = try LogFixture(configuration: ["retention.ms": "10000"])
    let now = fixture.cluster.now.milliseconds
    for second in 0..<30 as Range<Int64> {
      _ = try fixture.produce(try LogFixture.batch(times: [now + second * 1_000, now + second * 1_000 + 500]))
    }
    fixture.cluster.advance(to: Timestamp(milliseconds: now + 30_250))
    #expect(fixture.partition.logStart == 40)
  }

  @Test func recordsGoWhenTheyAreTooMany() throws {
    // A record takes 100 bytes.
    let fixture = try LogFixture(configuration: ["retention.bytes": "5050", "retention.ms": "-1"])
    append(fixture, seconds: 1...30)
    fixture.cluster.advance(to: fixture.cluster.now + .seconds(30))
    #expect(fixture.partition.logStart == 249)
    #expect(fixture.topic.size(of: fixture.partition) == 5_100)
  }

  @Test(arguments: [["cleanup.policy": "compact"], ["retention.ms": "-1"]])
  func someTopicsKeepEverything(configuration: [String: String]) throws {
    let fixture = try LogFixture(configuration: configuration)
    append(fixture, seconds: 1...30)
    fixture.cluster.advance(to: fixture.cluster.now + .seconds(1_000_000_000))
    #expect(fixture.partition.logStart == 0)
  }

  @Test func aSharedHistoryAgesWithoutALogForEveryPartition() throws {
    let fixture = try LogFixture(partitions: 1_000, configuration: ["retention.ms": "100000"])
    let now = fixture.cluster.now
    fixture.cluster.seed(fixture.topic, records: 100, ofSize: 10, after: now + .seconds(-100), upTo: now)
    fixture.cluster.advance(to: now + .seconds(50))
    #expect(fixture.topic.partitions.allSatisfy { $0.logStart == 49 && $0.log == nil })
    fixture.cluster.advance(to: now + .seconds(101))
    #expect(fixture.topic.partitions.allSatisfy { $0.logStart == 100 && $0.log == nil })
    #expect(fixture.topic.history == nil)
  }

  @Test func theBrokersLookAsOftenAsTheirPropertiesSay() throws {
    var defaults = ClusterDefaults()
    defaults.properties = ["log.retention.check.interval.ms": "300000", "log.retention.ms": "1000"]
    let cluster = SimulatedCluster(brokers: [Broker(id: 1)], defaults: defaults, startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    let topic = try cluster.createTopic("orders")
    cluster.append(10, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now)
    cluster.advance(to: cluster.now + .seconds(299))
    #expect(topic.partitions[0].logStart == 0)
    cluster.advance(to: cluster.now + .seconds(1))
    #expect(topic.partitions[0].logStart == 10)
  }
}
