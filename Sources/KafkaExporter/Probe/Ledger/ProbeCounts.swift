/// What became of the records sent to one broker: counters that never go back.
///
/// At every moment sent = acknowledged + failed + in flight, and acknowledged = received + lost + waiting. A record counts for the broker that led its
/// partition when it was sent, whatever happens to the leadership afterwards.
package struct ProbeCounts: Sendable, Equatable {
  package var sent: UInt64 = 0
  package var acknowledged: UInt64 = 0
  package var failed: [FailureReason: UInt64] = [:]
  /// Acknowledged and read.
  package var received: UInt64 = 0
  /// Received, but after the deadline.
  package var late: UInt64 = 0
  /// Acknowledged, and the reader has passed the record's place without it, or the log was cut below it.
  package var lost: UInt64 = 0
  /// Read once more than it should have been.
  package var duplicated: UInt64 = 0
  /// Read though it was reported as failed or proven lost.
  package var unexpected: UInt64 = 0
  /// Not sent, because too many records before it have no outcome yet.
  package var skipped: UInt64 = 0

  package init() {}

  package var failures: UInt64 { failed.values.reduce(0, +) }
}
