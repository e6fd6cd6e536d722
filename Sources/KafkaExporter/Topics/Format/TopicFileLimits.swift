import YAML

/// What a file of topics may hold at most.
enum TopicFileLimits {
  static let document = YAMLLimits(bytes: 4 << 20, nodes: 500_000, depth: 16)
  static let topics = 10_000
  static let profiles = 50
  /// Of one topic.
  static let partitions = 100_000
  /// Of one topic.
  static let configs = 100
}
