import Synchronization

/// The ledger as the probe's threads share it: each event takes the lock for microseconds.
final class SharedLedger: Sendable {
  /// Stands in every record of this probe.
  let run = UInt64.random(in: .min ... .max)
  private let ledger: Mutex<ProbeLedger>

  init(_ ledger: ProbeLedger) {
    self.ledger = Mutex(ledger)
  }

  func change<Value: Sendable>(_ change: (inout ProbeLedger) -> Value) -> Value {
    ledger.withLock { change(&$0) }
  }

  /// What is served; the quantiles are sorted outside of the lock.
  func facts(at now: ContinuousClock.Instant) -> ProbeFacts {
    ledger.withLock { $0 }.facts(at: now)
  }
}
