import KafkaClient

/// The facts that can be missing: a closed set, the values of the `fact` label.
enum Fact: String, Sendable {
  case controller
  case topic
  case topicConfig = "topic_config"
  case logStartOffset = "log_start_offset"
  case logEndOffset = "log_end_offset"
  case lastStableOffset = "last_stable_offset"
  case groupDescription = "group_description"
  /// All commits of one group.
  case groupCommits = "group_commits"
  /// One commit of a group whose others are known.
  case committedOffset = "committed_offset"
}

/// Why a fact is missing: a closed set, the values of the `reason` label. A fact counts once: what was known before is stale or expired, whatever
/// kept it from being refreshed; the other reasons are for what was never known.
enum MissingReason: String, Sendable {
  /// Still served, but the last run could not refresh it.
  case stale
  /// Not served any more: it could not be refreshed for too long.
  case expired
  case noLeader = "no_leader"
  case unauthorized
  case timeout
  case unreachable
  /// The broker said something that can't be used.
  case error
  /// For a topic or partition that does not exist, or not any more.
  case unknownPartition = "unknown_partition"
}

extension MissingReason {
  init(_ error: KafkaClientError) {
    switch error.reason {
    case .timeout: self = .timeout
    case .unreachable, .unavailable, .disconnected, .unknownBroker, .cancelled: self = .unreachable
    case .malformed, .unsupported, .unencodable, .rejected: self = .error
    }
  }
}
