/// Decides which outcomes deserve a line: something that breaks gets one when it breaks and one when it is back, not one a poll.
///
/// A value without a clock: the caller passes the time in and writes the line that `record` asks for.
package struct TransitionLog<Subject: Hashable & Sendable>: Sendable {
  /// A change worth a line.
  package enum Transition: Sendable, Equatable {
    /// The first failure after a success, or the first outcome at all.
    case broke
    /// The first success after failures.
    /// - Parameters:
    ///   - brokenFor: time since the failure that was logged.
    ///   - failures: how many there were, the logged one included.
    case returned(brokenFor: Duration, failures: Int)
  }

  private struct Breakage: Sendable {
    var since: ContinuousClock.Instant
    var failures: Int
  }

  private var broken: [Subject: Breakage] = [:]

  package init() {}

  /// Notes an outcome; the result says which line is due, nil for none.
  package mutating func record(_ subject: Subject, succeeded: Bool, at now: ContinuousClock.Instant) -> Transition? {
    if succeeded {
      guard let breakage = broken.removeValue(forKey: subject) else { return nil }
      return .returned(brokenFor: now - breakage.since, failures: breakage.failures)
    }
    guard broken[subject] == nil else {
      broken[subject]?.failures += 1
      return nil
    }
    broken[subject] = Breakage(since: now, failures: 1)
    return .broke
  }

  package func isBroken(_ subject: Subject) -> Bool { broken[subject] != nil }

  /// Forgets subjects that are no more, such as a removed broker, so that the memory stays bounded.
  package mutating func keepOnly(where isPresent: (Subject) -> Bool) {
    broken = broken.filter { isPresent($0.key) }
  }
}
