/// How large a scenario may be: what a machine with a few gigabytes can hold, and one core can move.
enum ScenarioLimits {
  static let brokers = 100
  static let partitions = 2_000_000
  /// Partitions of a group's topics, over all groups.
  static let commits = 10_000_000
  /// Partitions that records are written to all the time.
  static let activePartitions = 100_000
  /// Partitions of those that groups read, over all groups.
  static let activeReads = 200_000
  static let events = 1_000
}
