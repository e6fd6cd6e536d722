import KafkaClient

/// One kind of fact, fetched on a schedule of its own.
///
/// A collector reads the cluster and writes what it learned into the state; it never throws, because what one broker, topic or group refuses must
/// not cost the others: it reports the rest as problems and missing facts. The runner times it, logs it and keeps its success.
protocol Collector: Sendable {
  /// The value of the `collector` label.
  var name: String { get }
  /// Shortest time between two runs.
  var interval: Duration { get }

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport
}

/// What a poll lends to its collectors.
struct Poll: Sendable {
  let client: KafkaClient
  /// Nothing is waited for beyond it.
  let deadline: ContinuousClock.Instant
  let settings: ClusterConfiguration
  let clock: MonotonicClock

  var now: Moment { clock.now }

  var hasTime: Bool { ContinuousClock.now < deadline }

  /// Waits before something is tried again.
  ///
  /// - Returns: false when the deadline would pass meanwhile, or the poll is being ended: then it is not worth trying.
  func pause(_ duration: Duration) async -> Bool {
    guard ContinuousClock.now + duration < deadline else { return false }
    return (try? await Task.sleep(for: duration)) != nil
  }
}

extension Duration {
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

/// How a run went: what is missing and why, and what counts as failed.
struct CollectionReport: Sendable {
  /// Counted by fact and reason, for the page.
  private(set) var missing: [MissingKey: Int] = [:]
  /// Why the run counts as failed; nil when it got all it may have.
  private(set) var failure: String?
  private(set) var failureCount = 0
  /// The first failure that lies in an answer, not in a broker that gave none: those are the broker's, and told once for all collectors.
  private(set) var badAnswer: String?

  struct MissingKey: Hashable, Sendable {
    let fact: Fact
    let reason: MissingReason
  }

  /// A broker did not answer.
  mutating func fail(_ error: KafkaClientError) {
    failureCount += 1
    if failure == nil { failure = error.description }
  }

  /// An answer says that something could not be had, or can't be used.
  mutating func fail(_ text: @autoclosure () -> String) {
    failureCount += 1
    guard failure == nil || badAnswer == nil else { return }
    let text = text()
    if failure == nil { failure = text }
    if badAnswer == nil { badAnswer = text }
  }

  mutating func miss(_ fact: Fact, _ reason: MissingReason, count: Int = 1) {
    if count > 0 { missing[MissingKey(fact: fact, reason: reason), default: 0] += count }
  }

  mutating func merge(_ other: CollectionReport) {
    missing.merge(other.missing, uniquingKeysWith: +)
    failureCount += other.failureCount
    if failure == nil { failure = other.failure }
    if badAnswer == nil { badAnswer = other.badAnswer }
  }

  /// The failure in one line, with how many more there were.
  var summary: String? {
    failure.map { failureCount > 1 ? "\($0) (and \(failureCount - 1) more)" : $0 }
  }
}

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
  /// Committed for a topic or partition that does not exist.
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
