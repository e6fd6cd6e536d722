import Synchronization
import Testing
import Transport

@testable import KafkaExporter

struct PollLogTests {
  private final class Written: Sendable {
    let lines = Mutex<[String]>([])
  }

  private let written = Written()
  private let start = ContinuousClock.now

  private func log() throws -> PollLog {
    let logger = Logger(LogConfiguration(level: .debug, format: .logfmt)) { [written] line in
      written.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
    return PollLog(logger, bootstrap: [try HostPort(host: "kafka", port: 9092)])
  }

  /// What was logged since the last call, without times.
  private func lines() -> [String] {
    written.lines.withLock { lines in
      defer { lines = [] }
      return lines.map { $0.split(separator: " ", maxSplits: 1).dropFirst().joined().trimmingSuffix("\n") }
    }
  }

  /// - Parameter brokers: whether each is up; nil when none was ever told.
  private func outcome(_ brokers: [Bool]?, failure: String? = nil, badAnswer: String? = nil, registered: Bool = true)
    -> ClusterPoller.Outcome
  {
    var snapshot = ClusterSnapshot()
    snapshot.clusterID = "id"
    snapshot.brokers = brokers?.enumerated().map { index, isUp in
      var facts = BrokerFacts(id: Int32(index + 1), host: "k\(index + 1)", port: 9092, isRegistered: registered || isUp, isUp: isUp)
      facts.failure = isUp ? nil : "timeout"
      return facts
    }
    snapshot.collectors = [
      CollectorFacts(name: "cluster", succeeded: failure == nil, failure: failure),
      CollectorFacts(name: "groups", succeeded: badAnswer == nil),
      CollectorFacts(name: "configs"),
    ]
    return ClusterPoller.Outcome(snapshot: snapshot, badAnswers: badAnswer.map { ["groups": $0] } ?? [:], pollsSkipped: 0)
  }

  @Test func theFirstReachIsOneLineHoweverOftenItIsPolled() throws {
    var log = try log()
    for second in 0..<3 { log.note(outcome([true]), at: start + .seconds(second)) }
    #expect(lines() == ["level=info msg=\"cluster reached\" cluster_id=id brokers=1 topics=0 partitions=0 groups=0"])
  }

  @Test func aClusterThatIsNotThereIsOneLineAndOneWhenItIs() throws {
    var log = try log()
    for second in 0..<3 { log.note(outcome(nil, failure: "refused"), at: start + .seconds(second)) }
    #expect(lines() == ["level=error msg=\"no broker answers\" bootstrap=kafka:9092 reason=refused"])
    log.note(outcome([true]), at: start + .seconds(30))
    #expect(
      lines() == [
        "level=info msg=\"brokers answer again\" broken_seconds=30 failed_polls=3",
        "level=info msg=\"cluster reached\" cluster_id=id brokers=1 topics=0 partitions=0 groups=0",
      ])
  }

  @Test func aBrokerThatHangsIsOneLineAndOneWhenItIsBack() throws {
    var log = try log()
    log.note(outcome([true, true]), at: start)
    _ = lines()
    for second in 1...5 { log.note(outcome([true, false]), at: start + .seconds(second)) }
    #expect(lines() == ["level=warning msg=\"broker does not answer\" broker=2 address=k2:9092 reason=timeout"])
    log.note(outcome([true, true]), at: start + .seconds(11))
    #expect(lines() == ["level=info msg=\"broker answers again\" broker=2 address=k2:9092 broken_seconds=10 failed_polls=5"])
    log.note(outcome([true, true]), at: start + .seconds(12))
    #expect(lines() == [])
  }

  @Test func aBrokerThatLeftIsSaidToHaveLeft() throws {
    var log = try log()
    log.note(outcome([true, true]), at: start)
    _ = lines()
    log.note(outcome([true, false], registered: false), at: start)
    #expect(lines() == ["level=warning msg=\"broker does not answer\" broker=2 address=k2:9092 reason=\"left the cluster\""])
  }

  @Test func aCollectorIsLoggedForBadAnswersOnly() throws {
    var log = try log()
    log.note(outcome([true]), at: start)
    _ = lines()
    for second in 1...3 { log.note(outcome([true], badAnswer: "group g: UNKNOWN"), at: start + .seconds(second)) }
    #expect(lines() == ["level=warning msg=\"collector fails\" collector=groups reason=\"group g: UNKNOWN\""])
    log.note(outcome([true]), at: start + .seconds(4))
    #expect(lines() == ["level=info msg=\"collector succeeds again\" collector=groups broken_seconds=3 failed_polls=3"])
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
