import KafkaExporter
import TestSnapshots
import Testing

struct PartitionHealthTests {
  struct Case: CustomTestStringConvertible {
    var claim: String
    var partition: SnapshotBuilder.Partition
    var minInSync: Int?
    var flags: PartitionHealth.Flags

    var testDescription: String { claim }
  }

  @Test(
    "a partition's flags",
    arguments: [
      Case(claim: "healthy", partition: .init(), minInSync: 2, flags: [.isKnown, .minInSyncIsKnown]),
      Case(claim: "one replica behind", partition: .init(inSync: 2), minInSync: 1, flags: [.isKnown, .minInSyncIsKnown, .underReplicated]),
      Case(
        claim: "at the minimum", partition: .init(inSync: 2), minInSync: 2,
        flags: [.isKnown, .minInSyncIsKnown, .underReplicated, .atMinInSync]),
      Case(
        claim: "below the minimum", partition: .init(inSync: 1), minInSync: 2,
        flags: [.isKnown, .minInSyncIsKnown, .underReplicated, .underMinInSync]),
      Case(
        claim: "at the minimum with all of its replicas: nothing is wrong", partition: .init(replicas: [1], inSync: 1), minInSync: 1,
        flags: [.isKnown, .minInSyncIsKnown]),
      Case(claim: "unknown minimum", partition: .init(inSync: 1), minInSync: nil, flags: [.isKnown, .underReplicated]),
      Case(
        claim: "no leader", partition: .init(leader: -1, inSync: 0), minInSync: 1,
        flags: [.isKnown, .minInSyncIsKnown, .offline, .underReplicated, .underMinInSync]),
      Case(claim: "led by another", partition: .init(leader: 2), minInSync: 1, flags: [.isKnown, .minInSyncIsKnown, .notPreferred]),
      Case(claim: "not described", partition: .init(leader: -1, replicas: [], inSync: 0), minInSync: 1, flags: []),
    ])
  func flags(health: Case) {
    var builder = SnapshotBuilder()
    builder.topic("t", config: TopicConfig(minInSyncReplicas: health.minInSync), partitions: [health.partition])
    let found = PartitionHealth(of: builder.snapshot())
    #expect(found.flags == [health.flags])
    #expect(found.offline == (health.flags.contains(.offline) ? 1 : 0))
    #expect(found.underReplicated == (health.flags.contains(.underReplicated) ? 1 : 0))
    #expect(found.underMinInSync == (health.flags.contains(.underMinInSync) ? 1 : 0))
    #expect(found.atMinInSync == (health.flags.contains(.atMinInSync) ? 1 : 0))
    #expect(found.notPreferred == (health.flags.contains(.notPreferred) ? 1 : 0))
    #expect(found.minInSyncUnknown == (health.flags.contains(.isKnown) && !health.flags.contains(.minInSyncIsKnown) ? 1 : 0))
  }

  @Test func noTopicsAndUnknownTopicsAreTwoThings() {
    #expect(!ClusterSnapshot().hasTopics)
    #expect(ClusterSnapshot(layout: TopicLayout(topics: [])).hasTopics)
  }
}
