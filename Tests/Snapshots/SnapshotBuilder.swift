package import KafkaExporter
import KafkaProtocol

/// Describes a cluster topic by topic and group by group, in any order, and lays it out as a snapshot.
package struct SnapshotBuilder {
  package struct Partition {
    package var leader: Int32
    package var epoch: Int32
    package var replicas: [Int32]
    package var inSync: Int
    package var offline: Int
    package var start: Int64?
    package var end: Int64?
    package var stable: Int64?

    package init(
      leader: Int32 = 1, epoch: Int32 = 0, replicas: [Int32] = [1, 2, 3], inSync: Int = 3, offline: Int = 0, start: Int64? = 0,
      end: Int64? = 0, stable: Int64? = nil
    ) {
      self.leader = leader
      self.epoch = epoch
      self.replicas = replicas
      self.inSync = inSync
      self.offline = offline
      self.start = start
      self.end = end
      self.stable = stable
    }
  }

  package struct Position: Hashable {
    package var topic: String
    package var partition: Int32

    package init(_ topic: String, _ partition: Int32) {
      self.topic = topic
      self.partition = partition
    }
  }

  package struct Group {
    package var facts: GroupFacts
    package var commits: [Position: Int64]?
    /// Member index by partition; several members may have one.
    package var assigned: [(Position, Int32)]
    package var subscribed: [String]
  }

  private var topics: [(name: String, isInternal: Bool, facts: TopicFacts, partitions: [Partition])] = []
  private var groups: [Group] = []

  package init() {}

  package mutating func topic(
    _ name: String, isInternal: Bool = false, config: TopicConfig? = nil, recreations: Int = 0, partitions: [Partition]
  ) {
    topics.append((name, isInternal, TopicFacts(config: config, recreations: recreations), partitions))
  }

  package mutating func group(
    _ facts: GroupFacts, commits: [Position: Int64]? = nil, assigned: [(Position, Int32)] = [], subscribed: [String] = []
  ) {
    groups.append(Group(facts: facts, commits: commits, assigned: assigned, subscribed: subscribed))
  }

  package func snapshot(name: String? = nil, timestamp: Double = 1_700_000_000.5) -> ClusterSnapshot {
    let layout = TopicLayout(topics: topics.map { ($0.name, .zero, $0.isInternal, $0.partitions.count) })
    var snapshot = ClusterSnapshot(name: name, layout: layout, timestamp: timestamp)
    for topic in topics {
      guard let index = layout.topicIndex(named: topic.name) else { continue }
      snapshot.topics[index] = topic.facts
      for (partition, facts) in topic.partitions.enumerated() {
        lay(facts, at: layout.topics[index].firstPartition + partition, in: &snapshot.partitions)
      }
    }
    for group in groups.sorted(by: { $0.facts.id.utf8.lexicographicallyPrecedes($1.facts.id.utf8) }) { lay(group, in: &snapshot) }
    return snapshot
  }

  private func lay(_ facts: Partition, at index: Int, in columns: inout PartitionColumns) {
    columns.leader[index] = facts.leader
    columns.leaderEpoch[index] = facts.epoch
    columns.preferredLeader[index] = facts.replicas.first ?? -1
    columns.replicas[index] = UInt16(facts.replicas.count)
    columns.inSyncReplicas[index] = UInt16(facts.inSync)
    columns.offlineReplicas[index] = UInt16(facts.offline)
    columns.logStart.offsets[index] = facts.start ?? OffsetColumn.unknown
    columns.logEnd.offsets[index] = facts.end ?? OffsetColumn.unknown
    columns.lastStable.offsets[index] = facts.stable ?? OffsetColumn.unknown
  }

  private func lay(_ group: Group, in snapshot: inout ClusterSnapshot) {
    func index(_ position: Position) -> Int32? {
      snapshot.layout.topicIndex(named: position.topic)
        .flatMap { snapshot.layout.partitionIndex(topic: $0, partition: position.partition) }.map { Int32($0) }
    }
    var facts = group.facts
    let commits = (group.commits ?? [:]).compactMap { entry in index(entry.key).map { ($0, entry.value) } }.sorted { $0.0 < $1.0 }
    let assigned = group.assigned.compactMap { entry in index(entry.0).map { ($0, entry.1) } }.sorted { $0 < $1 }
    let subscribed = Set(group.subscribed.compactMap { snapshot.layout.topicIndex(named: $0) }).sorted()
    facts.hasCommits = group.commits != nil
    facts.commits = snapshot.groupColumns.committedPartition.count..<snapshot.groupColumns.committedPartition.count + commits.count
    facts.assigned = snapshot.groupColumns.assignedPartition.count..<snapshot.groupColumns.assignedPartition.count + assigned.count
    facts.subscribed = snapshot.groupColumns.subscribedTopic.count..<snapshot.groupColumns.subscribedTopic.count + subscribed.count
    snapshot.groupColumns.committedPartition += commits.map(\.0)
    snapshot.groupColumns.committedOffset += commits.map(\.1)
    snapshot.groupColumns.assignedPartition += assigned.map(\.0)
    snapshot.groupColumns.assignedMember += assigned.map(\.1)
    snapshot.groupColumns.subscribedTopic += subscribed.map { Int32($0) }
    snapshot.groups.append(facts)
  }
}
