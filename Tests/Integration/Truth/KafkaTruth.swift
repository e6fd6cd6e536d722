import TestSupport

/// What Kafka's own command line tools print of a cluster: the truth that pages and reports are held against.
struct KafkaTruth: Sendable {
  var topics: [String: TopicRow]
  var logStart: [TopicPartitionName: Int64]
  var logEnd: [TopicPartitionName: Int64]
  var groupOffsets: [GroupOffsetRow]
  var groupMembers: [GroupMemberRow]
  var groupStates: [GroupStateRow]
  /// Nil where the tools don't tell.
  var controller: Int32?

  /// Asks all tools, one after another.
  static func read(_ cluster: KafkaCluster) async throws(HarnessError) -> KafkaTruth {
    try await read(cluster.tools, tellsQuorum: !cluster.version.usesZooKeeper)
  }

  /// - Parameter tellsQuorum: whether the cluster has a quorum of controllers.
  static func read(_ tools: KafkaTools, tellsQuorum: Bool = true) async throws(HarnessError) -> KafkaTruth {
    KafkaTruth(
      topics: try await tools.topics(), logStart: try await tools.offsets(.earliest), logEnd: try await tools.offsets(.latest),
      groupOffsets: try await tools.groupOffsets(), groupMembers: try await tools.groupMembers(),
      groupStates: try await tools.groupStates(), controller: tellsQuorum ? try await tools.quorumLeader() : nil)
  }

  /// The rows that have a commit, of topics that exist. A commit outlives its topic for a moment, and is nobody's lag then.
  var commits: [Commit] {
    groupOffsets.compactMap { row in
      guard let topic = row.topic, let partition = row.partition, let committed = row.committedOffset else { return nil }
      let name = TopicPartitionName(topic, partition)
      guard let start = logStart[name], let end = logEnd[name] else { return nil }
      return Commit(group: row.group, partition: name, committed: committed, logStart: start, logEnd: end, toolsLag: row.lag)
    }
  }

  struct Commit {
    let group: String
    let partition: TopicPartitionName
    let committed: Int64
    let logStart: Int64
    let logEnd: Int64
    /// The tool counts records that are no longer there.
    let toolsLag: Int64?

    var lost: Int64 { max(0, logStart - committed) }
    /// What is left of the tool's lag for a reader to read.
    var lag: Int64? { toolsLag.map { max(0, $0 - lost) } }
  }
}
