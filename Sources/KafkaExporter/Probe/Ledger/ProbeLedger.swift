/// The book of the probe: every record from being sent to its proven end, as a value without a clock of its own.
///
/// **Lost is proven, not timed.** The acknowledgement tells the record's offset. It is lost when something at or behind that offset is read after the
/// acknowledgement and the record itself was not; or when the log ends below it (`cut`). Until then it waits, however long a broker hangs.
///
/// Memory is bounded: at most `limit` records are without an outcome, and no more are sent until some have one; those are counted as skipped. Outcomes are
/// remembered for `memory`, and failures for longer, up to `limit`, because a broker that hung may still append what was given up. A record that is seen when
/// even that is forgotten counts as duplicated.
package struct ProbeLedger: Sendable {
  package static let limit = 100_000
  /// Longer than any of the client's attempts can be on the way.
  static let memory = Duration.seconds(180)
  static let quantiles = [0.5, 0.99]

  private struct BrokerAccount: Sendable {
    var counts = ProbeCounts()
    var produce: Histogram
    var roundTrip: Histogram
    var commit: Histogram
    var recentProduce = RecentTimes()
    var recentRoundTrip = RecentTimes()
  }

  private let limit: Int
  private let bounds: [Double]
  /// A record that is received after this long is late.
  private let deadline: Duration
  private var nextSequence: UInt64 = 1
  private var records: [UInt64: TrackedRecord] = [:]
  /// Records without an outcome.
  private var open = 0
  private var waiting: [Int32: WaitingRecords] = [:]
  /// Records with an outcome, failed ones apart: they are remembered for longer.
  private var settled = AgedQueue<UInt64>()
  private var failed = AgedQueue<UInt64>()
  /// Whom the last record of each partition was sent to.
  private var brokers: [Int32: Int32] = [:]
  private var accounts: [Int32: BrokerAccount] = [:]
  private var failures: [ProbeFacts.FailureKey: UInt64] = [:]

  /// - Parameters:
  ///   - bounds: of the histograms, in seconds, ascending.
  ///   - deadline: a record that is received later than this after it was sent is late.
  package init(bounds: [Double], deadline: Duration, limit: Int = ProbeLedger.limit) {
    self.bounds = bounds
    self.deadline = deadline
    self.limit = limit
  }

  // MARK: - What happens

  /// Books a record that is about to be sent.
  ///
  /// - Returns: its sequence number; nil where too many are without an outcome, and it must not be sent.
  package mutating func send(to partition: Int32, of broker: Int32, at now: ContinuousClock.Instant) -> UInt64? {
    guard open < limit else {
      change(broker) { $0.counts.skipped += 1 }
      return nil
    }
    change(broker) { $0.counts.sent += 1 }
    let sequence = nextSequence
    nextSequence += 1
    open += 1
    brokers[partition] = broker
    records[sequence] = TrackedRecord(partition: partition, broker: broker, sent: now, state: .inFlight(seen: nil))
    return sequence
  }

  /// The brokers have the record.
  package mutating func acknowledge(_ sequence: UInt64, offset: Int64?, at now: ContinuousClock.Instant) {
    guard var record = records[sequence], case .inFlight(let seen) = record.state else { return }
    let seconds = (now - record.sent).inSeconds
    change(record.broker) { account in
      account.counts.acknowledged += 1
      account.produce.observe(seconds)
      account.recentProduce.add(seconds, at: now)
    }
    if let seen {
      record.state = .received
      records[sequence] = record
      receive(record, at: seen)
      settle(sequence, at: now)
    } else {
      record.state = .waiting(offset: offset)
      records[sequence] = record
      if let offset {
        waiting[record.partition, default: WaitingRecords()].insert(.init(offset: offset, sequence: sequence, acknowledged: now))
      }
    }
  }

  /// The client gave the record up. It may be in the log nevertheless.
  package mutating func fail(_ sequence: UInt64, _ reason: FailureReason, at now: ContinuousClock.Instant) {
    guard var record = records[sequence], case .inFlight(let seen) = record.state else { return }
    record.state = seen == nil ? .failed : .unexpected
    records[sequence] = record
    change(record.broker) { account in
      account.counts.failed[reason, default: 0] += 1
      if seen != nil { account.counts.unexpected += 1 }
    }
    settle(sequence, at: now)
  }

  /// A record was read; the reader reads each partition in the order of its offsets.
  /// - Parameter sequence: nil for a record of somebody else, which proves as much.
  package mutating func read(_ partition: Int32, offset: Int64, sequence: UInt64?, at now: ContinuousClock.Instant) {
    if let sequence { see(sequence, in: partition, at: now) }
    for passed in waiting[partition]?.passed(offset) ?? [] { lose(passed, at: now) }
  }

  /// The partition's log was seen to end at `end`, so that no record from there on which had been acknowledged by then is in it any more.
  package mutating func cut(_ partition: Int32, at end: Int64, acknowledgedBy moment: ContinuousClock.Instant, now: ContinuousClock.Instant)
  {
    for gone in waiting[partition]?.cut(from: end, acknowledgedBy: moment) ?? [] { lose(gone, at: now) }
  }

  /// A commit was answered.
  package mutating func commit(by coordinator: Int32, took duration: Duration) {
    change(coordinator) { $0.commit.observe(duration.inSeconds) }
  }

  /// Something other than a record did not work.
  package mutating func note(_ failure: ProbeFacts.FailureKey) {
    failures[failure, default: 0] += 1
  }

  /// Where a record that is remembered was sent.
  package func partition(of sequence: UInt64) -> (index: Int32, broker: Int32)? {
    records[sequence].map { ($0.partition, $0.broker) }
  }

  /// The record of a partition that waits since the longest: it says whether the log's end is worth looking at.
  package func oldestAcknowledged(in partition: Int32) -> (offset: Int64, at: ContinuousClock.Instant)? {
    waiting[partition]?.entries.min { $0.acknowledged < $1.acknowledged }.map { ($0.offset, $0.acknowledged) }
  }

  // MARK: - Outcomes

  private mutating func see(_ sequence: UInt64, in partition: Int32, at now: ContinuousClock.Instant) {
    // Nobody could have sent it: somebody plays with the topic.
    guard sequence > 0, sequence < nextSequence else { return }
    guard var record = records[sequence] else {
      if let broker = brokers[partition] { change(broker) { $0.counts.duplicated += 1 } }
      return
    }
    switch record.state {
    case .inFlight(seen: nil):
      record.state = .inFlight(seen: now)
    case .waiting:
      record.state = .received
      waiting[record.partition]?.remove(sequence)
      receive(record, at: now)
      settle(sequence, at: now)
    case .failed, .lost:
      record.state = .unexpected
      change(record.broker) { $0.counts.unexpected += 1 }
    case .inFlight, .received, .unexpected:
      change(record.broker) { $0.counts.duplicated += 1 }
    }
    records[sequence] = record
  }

  private mutating func receive(_ record: TrackedRecord, at seen: ContinuousClock.Instant) {
    let roundTrip = seen - record.sent
    let isLate = roundTrip > deadline
    change(record.broker) { account in
      account.counts.received += 1
      if isLate { account.counts.late += 1 }
      account.roundTrip.observe(roundTrip.inSeconds)
      account.recentRoundTrip.add(roundTrip.inSeconds, at: seen)
    }
  }

  private mutating func lose(_ sequence: UInt64, at now: ContinuousClock.Instant) {
    guard var record = records[sequence], case .waiting = record.state else { return }
    record.state = .lost
    records[sequence] = record
    change(record.broker) { $0.counts.lost += 1 }
    settle(sequence, at: now)
  }

  private mutating func settle(_ sequence: UInt64, at now: ContinuousClock.Instant) {
    open -= 1
    if records[sequence]?.state == .failed { failed.append(sequence, at: now) } else { settled.append(sequence, at: now) }
    for forgotten in settled.leave(before: now - Self.memory, limit: limit) { records[forgotten.element] = nil }
    for forgotten in failed.leave(before: nil, limit: limit) { records[forgotten.element] = nil }
  }

  private mutating func change(_ broker: Int32, _ change: (inout BrokerAccount) -> Void) {
    change(
      &accounts[
        broker,
        default: BrokerAccount(
          produce: Histogram(bounds: bounds), roundTrip: Histogram(bounds: bounds), commit: Histogram(bounds: bounds))])
  }

  // MARK: - Facts

  /// Everything that is served, as it is at `now`.
  package func facts(at now: ContinuousClock.Instant) -> ProbeFacts {
    var facts = ProbeFacts()
    facts.failures = failures
    facts.brokers = accounts.sorted { $0.key < $1.key }.map { id, account in
      var broker = ProbeFacts.Broker(id: id)
      broker.records = account.counts == ProbeCounts() ? nil : account.counts
      broker.produceSeconds = account.produce
      broker.roundTripSeconds = account.roundTrip
      broker.commitSeconds = account.commit
      broker.recentProduce = account.recentProduce.summary(Self.quantiles, at: now)
      broker.recentRoundTrip = account.recentRoundTrip.summary(Self.quantiles, at: now)
      return broker
    }
    var index: [Int32: Int] = [:]
    for (place, broker) in facts.brokers.enumerated() { index[broker.id] = place }
    for record in records.values {
      guard let place = index[record.broker] else { continue }
      switch record.state {
      case .inFlight: facts.brokers[place].inFlight += 1
      case .waiting:
        facts.brokers[place].waiting += 1
        let age = (now - record.sent).inSeconds
        facts.brokers[place].oldestWaiting = max(facts.brokers[place].oldestWaiting ?? 0, age)
      case .received, .failed, .unexpected, .lost: break
      }
    }
    return facts
  }
}
