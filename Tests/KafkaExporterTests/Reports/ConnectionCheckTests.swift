import KafkaClient
import Testing
import Transport

@testable import KafkaExporter

struct ConnectionCheckTests {
  @Test func everyCollectorAndEveryMissingPermissionIsAFinding() {
    var snapshot = ClusterSnapshot()
    snapshot.collectors = [
      CollectorFacts(name: "topics", succeeded: true, durationSeconds: 0.0124),
      CollectorFacts(name: "groups", failure: "no answer in time"),
    ]
    snapshot.missing = [
      MissingFacts(fact: "topic_config", reason: "unauthorized", count: 3),
      MissingFacts(fact: "log_end_offset", reason: "timeout", count: 9),
    ]
    #expect(
      ConnectionCheck.findings(snapshot) == [
        .init(verdict: .ok, text: "topics: read in 12 ms"), .init(verdict: .failed, text: "groups: no answer in time"),
        .init(verdict: .limited, text: "3 × topic_config: not authorized", advice: "grant DESCRIBE_CONFIGS on the topics"),
      ])
    #expect(ConnectionCheck.summary(of: snapshot) == "seen: 0 topics, 0 partitions, 0 groups")
  }

  @Test func whatKafkaLeavesOutWithoutAWordIsHintedAt() {
    let hints = ConnectionCheck.hints(ClusterSnapshot(), AuthorizedOperations(0))
    #expect(hints.map(\.verdict) == [.limited, .limited])
    #expect(hints.last?.advice == "grant DESCRIBE on the cluster")
    let whole = ClusterSnapshot(layout: .of(("a", 1)))
    #expect(ConnectionCheck.hints(whole, .describe).isEmpty)
    #expect(ConnectionCheck.hints(whole, nil).isEmpty)
  }

  @Test func operationsAreNumberedAsInKafkaAndMayBeUntold() {
    #expect(AuthorizedOperations(Int32.min) == nil)
    // READ 3, DESCRIBE 8, ALTER 7.
    #expect(AuthorizedOperations(Int32(0b1_0000_1000))?.contains(.describe) == true)
    #expect(AuthorizedOperations(Int32(0b0_1000_1000))?.contains(.describe) == false)
  }

  @Test(arguments: KafkaClientError.Reason.allCases) func adviceIsGivenWhereThereIsSome(reason: KafkaClientError.Reason) throws {
    let advice = ConnectionCheck.advice(on: KafkaClientError(reason, detail: ""), try HostPort(host: "h", port: 1))
    switch reason {
    case .unreachable: #expect(advice == "is a broker listening on h:1, and can this machine reach it?")
    case .timeout, .malformed, .disconnected, .rejected: #expect(advice?.contains("plaintext Kafka listener") == true)
    default: #expect(advice == nil)
    }
  }
}
