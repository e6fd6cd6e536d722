/// The Kafka releases the tests run, by what they stand for.
// Without the underscore 4.3 would read as 43.
// swift-format-ignore: AlwaysUseLowerCamelCase
public enum KafkaVersion: String, CaseIterable, Sendable, CustomStringConvertible {
  /// KRaft only; KIP-848 consumer groups, share and streams groups.
  case v4_3 = "4.3.0"
  /// The last line before 4.0, here with KRaft.
  case v3_9 = "3.9.2"
  /// With ZooKeeper.
  case v3_3 = "3.3.2"

  public var description: String { "Kafka \(rawValue)" }

  public var usesZooKeeper: Bool { self == .v3_3 }

  /// The fewest nodes that show everything a test of this version is about.
  public var usualNodeCount: Int { self == .v4_3 ? 3 : 1 }

  /// The class of a command line tool: most moved from `kafka.admin` and `kafka.tools` to `org.apache.kafka.tools` between 3.3 and 4.0.
  func className(of tool: KafkaTool) -> String {
    switch (tool, self) {
    case (.storage, _): "kafka.tools.StorageTool"
    case (.configs, _): "kafka.admin.ConfigCommand"
    case (.producerPerformance, _): "org.apache.kafka.tools.ProducerPerformance"
    case (.consumerPerformance, _): "org.apache.kafka.tools.ConsumerPerformance"
    case (.acls, .v4_3): "org.apache.kafka.tools.AclCommand"
    case (.acls, _): "kafka.admin.AclCommand"
    case (.offsets, .v3_3): "kafka.tools.GetOffsetShell"
    case (.offsets, _): "org.apache.kafka.tools.GetOffsetShell"
    case (.topics, .v3_3): "kafka.admin.TopicCommand"
    case (.topics, _): "org.apache.kafka.tools.TopicCommand"
    case (.groups, .v3_3): "kafka.admin.ConsumerGroupCommand"
    case (.groups, _): "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
    case (.deleteRecords, .v3_3): "kafka.admin.DeleteRecordsCommand"
    case (.deleteRecords, _): "org.apache.kafka.tools.DeleteRecordsCommand"
    // Before 3.9 in another package, and only with KRaft: our 3.3 runs with ZooKeeper.
    case (.quorum, _): "org.apache.kafka.tools.MetadataQuorumCommand"
    case (.logDirs, .v3_3): "kafka.admin.LogDirsCommand"
    case (.logDirs, _): "org.apache.kafka.tools.LogDirsCommand"
    case (.cluster, _): "org.apache.kafka.tools.ClusterTool"
    case (.brokerAPIVersions, _): "org.apache.kafka.tools.BrokerApiVersionsCommand"
    case (.reassignments, _): "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"
    case (.leaderElection, _): "org.apache.kafka.tools.LeaderElectionCommand"
    case (.consoleConsumer, .v3_3): "kafka.tools.ConsoleConsumer"
    case (.consoleConsumer, _): "org.apache.kafka.tools.consumer.ConsoleConsumer"
    }
  }
}

/// Kafka's own command line tools, as far as tests use them.
enum KafkaTool {
  case storage, configs, producerPerformance, consumerPerformance, acls, offsets, topics, groups, deleteRecords, quorum, logDirs,
    consoleConsumer
  // Only those of 4.x are called.
  case cluster, brokerAPIVersions, reassignments, leaderElection
}
