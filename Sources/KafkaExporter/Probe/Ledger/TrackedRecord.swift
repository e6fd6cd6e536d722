/// A record on its way, or one whose outcome is remembered to know it when it is seen again.
struct TrackedRecord: Sendable {
  enum State: Sendable, Equatable {
    /// Sent; `seen` when the reader was quicker than the acknowledgement.
    case inFlight(seen: ContinuousClock.Instant?)
    /// Acknowledged, not yet read; the offset is nil where the broker did not tell it, and then nothing can be proven.
    case waiting(offset: Int64?)
    case received
    case failed
    /// Failed or lost, and seen nevertheless.
    case unexpected
    case lost
  }

  let partition: Int32
  let broker: Int32
  let sent: ContinuousClock.Instant
  var state: State
}
