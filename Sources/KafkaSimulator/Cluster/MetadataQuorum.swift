/// The KRaft quorum that keeps the cluster's metadata (KIP-595): who votes, who leads, and how long its log is.
///
/// A simulated cluster's nodes are brokers and controllers in one: the first three vote, the others follow as observers.
package struct MetadataQuorum: Sendable {
  /// The leader appends a record that says nothing after this long without another: `metadata.max.idle.interval.ms`.
  private static let idleInterval = Duration.milliseconds(500)
  /// How often a follower fetches at the latest: `controller.quorum.fetch.timeout.ms` leaves room for several.
  private static let fetchInterval = Duration.milliseconds(500)

  package let voters: [Int32]
  package let observers: [Int32]
  /// The active controller; -1 when no voter is alive.
  package private(set) var leader: Int32
  package private(set) var leaderEpoch: Int32 = 1
  private let start: Timestamp
  /// Records that changes of the cluster added to the log.
  private var records: Int64 = 0
  /// When nodes that are down fetched last, and how far.
  private var lost: [Int32: Progress] = [:]

  /// How far a node has followed the log.
  package struct Progress: Sendable, Equatable {
    package let logEnd: Int64
    package let lastFetch: Timestamp
    package let lastCaughtUp: Timestamp
  }

  init(brokers: [Int32], startingAt start: Timestamp) {
    voters = Array(brokers.prefix(3))
    observers = Array(brokers.dropFirst(3))
    leader = voters.first ?? -1
    self.start = start
  }

  /// The cluster's metadata changed by so many records.
  mutating func append(_ count: Int = 1) {
    records += Int64(clamping: count)
  }

  /// The offset of the next record, and the high watermark: followers are never far behind.
  package func logEnd(at now: Timestamp) -> Int64 {
    records + (now - start) / Self.idleInterval
  }

  package func progress(of node: Int32, at now: Timestamp) -> Progress {
    if let progress = lost[node] { return progress }
    let end = logEnd(at: now)
    guard node != leader else { return Progress(logEnd: end, lastFetch: now, lastCaughtUp: now) }
    // Each answer brings the next fetch: the last one was sent when the last record came.
    let sinceLast = (now - start).wholeMilliseconds % Self.fetchInterval.wholeMilliseconds
    let fetch = Timestamp(milliseconds: now.milliseconds - sinceLast)
    return Progress(logEnd: end, lastFetch: fetch, lastCaughtUp: fetch)
  }

  mutating func nodeStopped(_ node: Int32, at now: Timestamp) {
    lost[node] = progress(of: node, at: now)
    guard leader == node else { return }
    elect(voters.first { lost[$0] == nil } ?? -1)
  }

  mutating func nodeStarted(_ node: Int32) {
    lost[node] = nil
    if leader < 0, voters.contains(node) { elect(node) }
  }

  private mutating func elect(_ node: Int32) {
    leader = node
    leaderEpoch += 1
  }
}

extension Duration {
  /// How often the other fits in, in whole milliseconds.
  fileprivate static func / (whole: Duration, part: Duration) -> Int64 {
    whole.wholeMilliseconds / max(1, part.wholeMilliseconds)
  }
}
