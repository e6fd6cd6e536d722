/// Decides when a log is proven to end below what it had acknowledged.
///
/// One look is not enough: a leader that was cut off and does not know it yet answers with an end that others have left behind. It learns better within
/// moments, so the same must be seen again after a while, and by a leader that is not older.
package struct CutProof: Sendable {
  package struct Look: Sendable, Equatable {
    /// The end that the leader gave, for a request that was sent at `asked`.
    package var end: Int64
    package var leaderEpoch: Int32
    package var asked: ContinuousClock.Instant

    package init(end: Int64, leaderEpoch: Int32, asked: ContinuousClock.Instant) {
      self.end = end
      self.leaderEpoch = leaderEpoch
      self.asked = asked
    }
  }

  /// What is proven: records from `end` on that were acknowledged by `moment` are not in the log any more.
  package struct Cut: Sendable, Equatable {
    package var end: Int64
    package var moment: ContinuousClock.Instant
  }

  /// From the first look to the one that counts.
  package static let patience = Duration.seconds(5)

  private var first: [Int32: Look] = [:]

  package init() {}

  /// - Parameter offset: of a record that was acknowledged before the look and not read.
  package mutating func look(at partition: Int32, _ look: Look, offset: Int64) -> Cut? {
    guard look.end <= offset, look.leaderEpoch >= first[partition]?.leaderEpoch ?? look.leaderEpoch else {
      first[partition] = nil
      return nil
    }
    guard let before = first[partition] else {
      first[partition] = look
      return nil
    }
    guard look.asked - before.asked >= Self.patience else { return nil }
    first[partition] = nil
    return Cut(end: look.end, moment: before.asked)
  }

  /// There is nothing to doubt any more.
  package mutating func forget(_ partition: Int32) {
    first[partition] = nil
  }
}
