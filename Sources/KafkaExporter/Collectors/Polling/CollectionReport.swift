import KafkaClient

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

  /// Nothing could be asked for, because what tells whom and what to ask was never read. That is another collector's failure, and told there.
  mutating func fail(without prerequisite: String) {
    failureCount += 1
    if failure == nil { failure = "\(prerequisite) are not known yet" }
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
