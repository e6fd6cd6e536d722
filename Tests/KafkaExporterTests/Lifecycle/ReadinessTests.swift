import KafkaExporter
import Testing

@Suite struct ReadinessTests {
  private static let rules = ReadinessRules(collector: "metadata", maximumAgeSeconds: 60)

  private static func readiness(_ clusters: ClusterStatus...) -> Readiness {
    Readiness(DaemonStatus(version: "1", started: 0, clusters: clusters), at: 1000, rules: rules)
  }

  private static func cluster(
    name: String? = nil, snapshot: Double? = 990, lastSuccess: Double? = 990, failure: String? = nil, collectorFailure: String? = nil
  ) -> ClusterStatus {
    ClusterStatus(
      name: name, bootstrap: ["localhost:9092"], failure: failure,
      collectors: [CollectorFacts(name: "metadata", lastSuccess: lastSuccess, failure: collectorFailure)], snapshotTimestamp: snapshot)
  }

  @Test func aClusterWhoseMetadataWasReadRecentlyIsReady() {
    #expect(Self.readiness(Self.cluster()) == .ready)
    #expect(Self.readiness(Self.cluster(lastSuccess: 940)) == .ready)
  }

  @Test func aClusterWithoutASnapshotIsNotReady() {
    #expect(
      Self.readiness(Self.cluster(snapshot: nil)) == .notReady(reasons: ["the first poll of localhost:9092 is not finished"]))
  }

  @Test func anUnreachableClusterIsNamedWithItsAddressesAndTheCause() {
    let expected = Readiness.notReady(reasons: ["cluster a: no broker of localhost:9092 answers: connection refused"])
    #expect(Self.readiness(Self.cluster(name: "a", snapshot: nil, failure: "connection refused")) == expected)
    #expect(Self.readiness(Self.cluster(name: "a", lastSuccess: nil, collectorFailure: "connection refused")) == expected)
  }

  @Test func oldMetadataIsNotReadyHoweverFreshTheSnapshotIs() {
    #expect(
      Self.readiness(Self.cluster(name: "a", snapshot: 999, lastSuccess: 939, failure: "timeout"))
        == .notReady(reasons: ["cluster a: the metadata of localhost:9092 was last read 61 s ago: timeout"]))
  }

  @Test func oneClusterThatIsNotReadyIsEnoughAndOnlyItIsNamed() {
    #expect(
      Self.readiness(Self.cluster(name: "a"), Self.cluster(name: "b", snapshot: nil))
        == .notReady(reasons: ["cluster b: the first poll of localhost:9092 is not finished"]))
  }

  @Test func withoutAClusterNothingIsReady() {
    #expect(Self.readiness() == .notReady(reasons: ["no cluster is configured"]))
  }

  @Test func aSnapshotWithoutMetadataLeavesTheCountsUnknown() {
    let status = ClusterStatus(ClusterSnapshot(name: "a", timestamp: 5), bootstrap: ["b:1"])
    #expect(status.brokersTotal == nil)
    #expect(status.topics == nil)
    #expect(status.snapshotTimestamp == 5)
  }

  @Test func aSnapshotCountsTheBrokersThatAnswer() {
    var snapshot = ClusterSnapshot()
    snapshot.brokers = [
      BrokerFacts(id: 1, host: "a", port: 1, isUp: true), BrokerFacts(id: 2, host: "b", port: 1, isUp: false),
      BrokerFacts(id: 3, host: "c", port: 1),
    ]
    let status = ClusterStatus(snapshot, bootstrap: ["b:1"])
    #expect(status.brokersTotal == 3)
    #expect(status.brokersUp == 1)
    #expect(status.groups == 0)
  }
}
