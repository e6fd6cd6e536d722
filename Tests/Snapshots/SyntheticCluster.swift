package import KafkaExporter
import KafkaProtocol

/// A healthy cluster of a given size, with offsets and names as long as real ones; the same for the same size.
package struct SyntheticCluster {
  package var topics = 200
  package var partitionsPerTopic = 50
  package var groups = 300
  package var commitsPerGroup = 250

  /// The cluster that the project's aims are stated for: 10,000 partitions and 75,000 group partitions.
  package static let big = SyntheticCluster()

  package init(topics: Int = 200, partitionsPerTopic: Int = 50, groups: Int = 300, commitsPerGroup: Int = 250) {
    self.topics = topics
    self.partitionsPerTopic = partitionsPerTopic
    self.groups = groups
    self.commitsPerGroup = commitsPerGroup
  }

  package func snapshot(name: String? = nil) -> ClusterSnapshot {
    let layout = TopicLayout(
      topics: (0..<topics).map { ("payments.orders.events-\(padded($0))", .zero, false, partitionsPerTopic) })
    var snapshot = ClusterSnapshot(name: name, layout: layout, timestamp: 1_763_690_000.25)
    snapshot.clusterID = "Mk3OEYBSD34fcwNTJENDM2"
    snapshot.controller = 1
    snapshot.brokers = (1...3).map { broker($0) }
    snapshot.topics = [TopicFacts](repeating: Self.facts, count: topics)
    for partition in 0..<layout.partitionCount { lay(partition, in: &snapshot.partitions) }
    for group in 0..<groups { lay(group, in: &snapshot) }
    for collector in ["cluster", "topics", "topic_config", "offsets", "groups", "commits"] {
      snapshot.collectors.append(
        CollectorFacts(name: collector, succeeded: true, durationSeconds: 0.0312, lastSuccess: 1_763_690_000.125))
    }
    return snapshot
  }

  /// What an exporter would have counted by now.
  package var exporter: ExporterFacts {
    var facts = ExporterFacts()
    facts.version = "1.0.0"
    for broker in 1...3 {
      for api in ["Metadata", "ListGroups", "DescribeGroups", "OffsetFetch", "ListOffsets", "DescribeConfigs"] {
        facts.requests[.init(api: api, broker: String(broker), outcome: "success")] = 1234
      }
    }
    facts.receivedBytes[nil] = 123_456_789
    facts.pollsSkipped[nil] = 0
    facts.httpRequests[.init(path: "/metrics", code: 200)] = 1234
    return facts
  }

  private static let facts = TopicFacts(
    config: TopicConfig(minInSyncReplicas: 2, cleanupPolicy: "delete", retentionMilliseconds: 604_800_000, retentionBytes: -1))

  private func broker(_ id: Int) -> BrokerFacts {
    var histogram = Histogram(bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
    for step in 1...100 { histogram.observe(Double(step) / 2000) }
    return BrokerFacts(
      id: Int32(id), host: "kafka-\(id).example.org", port: 9092, rack: "zone-\(id)", isUp: true, lastAnswer: 1_763_690_000.125,
      responseSeconds: histogram, partitions: topics * partitionsPerTopic)
  }

  private func lay(_ partition: Int, in columns: inout PartitionColumns) {
    let leader = Int32(partition % 3 + 1)
    columns.leader[partition] = leader
    columns.leaderEpoch[partition] = 7
    columns.preferredLeader[partition] = leader
    columns.replicas[partition] = 3
    columns.inSyncReplicas[partition] = 3
    columns.logStart.offsets[partition] = start(partition)
    columns.logEnd.offsets[partition] = start(partition) + 1_000_000
    columns.lastStable.offsets[partition] = start(partition) + 1_000_000
  }

  private func lay(_ group: Int, in snapshot: inout ClusterSnapshot) {
    let count = min(commitsPerGroup, snapshot.layout.partitionCount)
    let first = group * commitsPerGroup % max(1, snapshot.layout.partitionCount - count + 1)
    let row = snapshot.groupColumns.committedPartition.count
    let subscription = snapshot.groupColumns.subscribedTopic.count
    for partition in first..<first + count {
      snapshot.groupColumns.committedPartition.append(Int32(partition))
      snapshot.groupColumns.committedOffset.append(start(partition) + 1_000_000 - Int64((partition * 31 + group) % 100_000))
      snapshot.groupColumns.assignedPartition.append(Int32(partition))
      snapshot.groupColumns.assignedMember.append(Int32((partition - first) * 3 / count))
    }
    if count > 0 {
      let read = snapshot.layout.topicOfPartition[first]...snapshot.layout.topicOfPartition[first + count - 1]
      snapshot.groupColumns.subscribedTopic += Array(read)
    }
    let members = (0..<3).map {
      GroupMember(
        memberID: "consumer-\(group)-\($0)-6e4a3c1c", clientID: "consumer-\(group)", host: "/10.0.0.\($0)", assignedPartitions: count / 3)
    }
    snapshot.groups.append(
      GroupFacts(
        id: "billing-service-\(padded(group))", protocolName: "range", state: "Stable", coordinator: Int32(group % 3 + 1), members: members,
        commits: row..<row + count, hasCommits: true, assigned: row..<row + count,
        subscribed: subscription..<snapshot.groupColumns.subscribedTopic.count))
  }

  private func start(_ partition: Int) -> Int64 {
    Int64(partition) * 7919 % 900_000_000 + 100_000_000
  }

  /// Names of one length sort as their numbers do.
  private func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
