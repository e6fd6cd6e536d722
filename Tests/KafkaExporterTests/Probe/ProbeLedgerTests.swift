import KafkaExporter
import Testing

struct ProbeLedgerTests {
  static let start = ContinuousClock.now

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { Self.start + .milliseconds(milliseconds) }

  private func ledger(limit: Int = 1000) -> ProbeLedger {
    ProbeLedger(bounds: [0.001, 0.01, 0.1], deadline: .milliseconds(100), limit: limit)
  }

  private func counts(_ ledger: ProbeLedger, _ broker: Int32 = 1) throws -> ProbeCounts {
    try #require(ledger.facts(at: at(0)).brokers.first { $0.id == broker }?.records)
  }

  private func send(_ ledger: inout ProbeLedger, _ partition: Int32, _ broker: Int32, _ now: ContinuousClock.Instant) throws -> UInt64 {
    let sequence = ledger.send(to: partition, of: broker, at: now)
    return try #require(sequence)
  }

  @Test func aRecordIsSentAcknowledgedAndReceived() throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    #expect(ledger.facts(at: at(1)).brokers.first?.inFlight == 1)
    ledger.acknowledge(sequence, offset: 7, at: at(2))
    let waiting = ledger.facts(at: at(5)).brokers.first
    #expect(waiting?.waiting == 1)
    #expect(waiting?.oldestWaiting == 0.005)
    ledger.read(0, offset: 7, sequence: sequence, at: at(4))
    let broker = try #require(ledger.facts(at: at(10)).brokers.first)
    #expect(broker.records?.received == 1)
    #expect(broker.oldestWaiting == nil)
    #expect(broker.produceSeconds.counts == [0, 1, 0, 0])
    #expect(abs(broker.roundTripSeconds.sum - 0.004) < 1e-9)
    #expect(broker.recentRoundTrip.quantiles.map(\.quantile) == [0.5, 0.99])
  }

  @Test func aRecordThatIsReadBeforeItsAcknowledgementIsTimedFromWhenItWasRead() throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    ledger.read(0, offset: 7, sequence: sequence, at: at(3))
    #expect(try counts(ledger).received == 0)
    ledger.acknowledge(sequence, offset: 7, at: at(200))
    #expect(try counts(ledger).received == 1)
    #expect(try counts(ledger).late == 0)
    #expect(abs((ledger.facts(at: at(200)).brokers.first?.roundTripSeconds.sum ?? 0) - 0.003) < 1e-9)
  }

  @Test func aRecordIsLateOnlyAfterTheDeadline() throws {
    var ledger = ledger()
    for (taken, late) in [(100, 0), (101, 1)] {
      let sequence = try send(&ledger, 0, 1, at(0))
      ledger.acknowledge(sequence, offset: Int64(taken), at: at(1))
      ledger.read(0, offset: Int64(taken), sequence: sequence, at: at(taken))
      #expect(try counts(ledger).late == UInt64(late))
    }
  }

  @Test func noTimeMakesARecordLost() throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    ledger.acknowledge(sequence, offset: 7, at: at(1))
    ledger.read(0, offset: 6, sequence: nil, at: at(3_600_000))
    #expect(try counts(ledger).lost == 0)
    #expect(ledger.facts(at: at(3_600_000)).brokers.first?.oldestWaiting == 3600)
  }

  @Test(arguments: [7, 8, 100] as [Int64])
  func aRecordIsLostWhenItsPlaceIsPassedWithoutIt(offset: Int64) throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    ledger.acknowledge(sequence, offset: 7, at: at(1))
    ledger.read(1, offset: offset, sequence: nil, at: at(2))
    #expect(try counts(ledger).lost == 0)
    ledger.read(0, offset: offset, sequence: nil, at: at(2))
    #expect(try counts(ledger).lost == 1)
    #expect(ledger.facts(at: at(3)).brokers.first?.waiting == 0)
  }

  /// The reader is ahead of the log after a truncation, and acknowledgements can come late: what was read before proves nothing.
  @Test func whatWasReadBeforeTheAcknowledgementProvesNoLoss() throws {
    var ledger = ledger()
    ledger.read(0, offset: 50, sequence: nil, at: at(0))
    let sequence = try send(&ledger, 0, 1, at(1))
    ledger.acknowledge(sequence, offset: 20, at: at(2))
    #expect(try counts(ledger).lost == 0)
    ledger.read(0, offset: 20, sequence: sequence, at: at(3))
    #expect(try counts(ledger).received == 1)
  }

  @Test func aCutTakesOnlyWhatWasAcknowledgedBeforeIt() throws {
    var ledger = ledger()
    var sequences: [UInt64] = []
    for (place, offset) in [Int64(5), 6, 7].enumerated() {
      let sequence = try send(&ledger, 0, 1, at(place))
      ledger.acknowledge(sequence, offset: offset, at: at(place * 10))
      sequences.append(sequence)
    }
    ledger.cut(0, at: 6, acknowledgedBy: at(15), now: at(100))
    #expect(try counts(ledger).lost == 1)
    ledger.read(0, offset: 5, sequence: sequences[0], at: at(101))
    ledger.read(0, offset: 7, sequence: sequences[2], at: at(102))
    #expect(try counts(ledger).received == 2)
    #expect(try counts(ledger).lost == 1)
  }

  @Test func anAcknowledgementWithoutAnOffsetIsNeverLost() throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    ledger.acknowledge(sequence, offset: nil, at: at(1))
    ledger.read(0, offset: 1000, sequence: nil, at: at(2))
    ledger.cut(0, at: 0, acknowledgedBy: at(3), now: at(3))
    #expect(try counts(ledger).lost == 0)
    ledger.read(0, offset: 1001, sequence: sequence, at: at(4))
    #expect(try counts(ledger).received == 1)
  }

  @Test func aFailedRecordThatIsReadIsUnexpectedInEitherOrder() throws {
    var ledger = ledger()
    let first = try send(&ledger, 0, 1, at(0))
    let second = try send(&ledger, 0, 1, at(0))
    ledger.fail(first, .timedOut, at: at(1))
    ledger.read(0, offset: 1, sequence: first, at: at(2))
    ledger.read(0, offset: 2, sequence: second, at: at(3))
    ledger.fail(second, .brokerGone, at: at(4))
    #expect(try counts(ledger).unexpected == 2)
    #expect(try counts(ledger).failed == [.timedOut: 1, .brokerGone: 1])
    #expect(try counts(ledger).duplicated == 0)
  }

  @Test func aSecondSightIsADuplicate() throws {
    var ledger = ledger()
    let sequence = try send(&ledger, 0, 1, at(0))
    // The first copy is seen, the acknowledgement speaks of the second.
    ledger.read(0, offset: 3, sequence: sequence, at: at(1))
    ledger.acknowledge(sequence, offset: 9, at: at(2))
    ledger.read(0, offset: 9, sequence: sequence, at: at(3))
    #expect(try counts(ledger).received == 1)
    #expect(try counts(ledger).duplicated == 1)
    #expect(try counts(ledger).lost == 0)
  }

  @Test func aRecordThatIsForgottenCountsAsDuplicatedWhenItIsSeenAgain() throws {
    var ledger = ledger(limit: 2)
    var first: UInt64?
    for number in 0..<5 {
      let sequence = try send(&ledger, 0, 1, at(number))
      first = first ?? sequence
      ledger.acknowledge(sequence, offset: Int64(number), at: at(number))
      ledger.read(0, offset: Int64(number), sequence: sequence, at: at(number))
    }
    ledger.read(0, offset: 5, sequence: first, at: at(10))
    #expect(try counts(ledger).duplicated == 1)
  }

  @Test func whatNobodySentIsNotCounted() throws {
    var ledger = ledger()
    _ = ledger.send(to: 0, of: 1, at: at(0))
    for sequence in [0, 2, UInt64.max] { ledger.read(0, offset: 1, sequence: sequence, at: at(1)) }
    var expected = ProbeCounts()
    expected.sent = 1
    #expect(try counts(ledger) == expected)
  }

  @Test func atTheLimitNothingIsSentAndThatIsCounted() throws {
    var ledger = ledger(limit: 3)
    let sequences = (0..<5).map { ledger.send(to: 0, of: 1, at: at($0)) }
    #expect(sequences.map { $0 == nil } == [false, false, false, true, true])
    #expect(try counts(ledger).sent == 3)
    #expect(try counts(ledger).skipped == 2)
    ledger.fail(try #require(sequences[0]), .timedOut, at: at(6))
    _ = try send(&ledger, 0, 1, at(7))
  }

  @Test func aRecordCountsForTheBrokerThatLedWhenItWasSent() throws {
    var ledger = ledger()
    let before = try send(&ledger, 0, 1, at(0))
    let after = try send(&ledger, 0, 2, at(1))
    for (offset, sequence) in [before, after].enumerated() {
      ledger.acknowledge(sequence, offset: Int64(offset), at: at(2))
      ledger.read(0, offset: Int64(offset), sequence: sequence, at: at(3))
    }
    #expect(try counts(ledger, 1).received == 1)
    #expect(try counts(ledger, 2).received == 1)
  }

  @Test(arguments: 0..<12)
  func theBooksBalanceAfterEveryEventOfARandomHistory(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    var history = RandomHistory(ledger: ProbeLedger(bounds: [0.01], deadline: .milliseconds(50), limit: seed % 3 == 0 ? 20 : 1000))
    var before: [Int32: ProbeCounts] = [:]
    for step in 0..<600 {
      history.step(&random, at: Self.start + .milliseconds(step))
      for broker in history.ledger.facts(at: Self.start + .milliseconds(step)).brokers {
        guard let counts = broker.records else { continue }
        try #require(counts.sent == counts.acknowledged + counts.failures + UInt64(broker.inFlight), "step \(step)")
        try #require(counts.acknowledged == counts.received + counts.lost + UInt64(broker.waiting), "step \(step)")
        try #require(counts.late <= counts.received)
        try #require(!counts.isBehind(before[broker.id] ?? ProbeCounts()), "a counter went back in step \(step)")
        before[broker.id] = counts
      }
    }
    // What the log lost is what the ledger says is lost, once everything that is left was read.
    history.readEverything(at: Self.start + .seconds(10))
    let lost = history.ledger.facts(at: Self.start + .seconds(10)).brokers.compactMap(\.records).reduce(0) { $0 + $1.lost }
    #expect(lost == UInt64(history.trulyLost))
  }
}

extension ProbeCounts {
  fileprivate func isBehind(_ other: ProbeCounts) -> Bool {
    let pairs = [
      (sent, other.sent), (acknowledged, other.acknowledged), (failures, other.failures), (received, other.received), (late, other.late),
      (lost, other.lost), (duplicated, other.duplicated), (unexpected, other.unexpected), (skipped, other.skipped),
    ]
    return pairs.contains { $0.0 < $0.1 }
  }
}
