import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// Each way a broker can fail to answer, in each API, at one of three brokers: the rest of the page stays whole, what is missing is counted,
/// and everything is back when the broker is.
struct BrokenAnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let api: APIKey
    let fault: Fault
    let broker: Int32
    /// Why facts that were never known are missing.
    let reason: String

    var testDescription: String { "\(fault) in \(api) of broker \(broker)" }
  }

  private static let faults: [(Fault, String)] = [
    (.noAnswer, "timeout"), (.slow(.milliseconds(600)), "timeout"), (.close, "unreachable"), (.breakOff, "unreachable"),
    (.length(2_000_000_000), "error"), (.length(150 << 20), "error"), (.length(-1), "error"), (.emptyFrame, "error"),
    (.wrongCorrelationID, "error"), (.garbage, "error"), (.trailingGarbage, "error"),
  ]

  /// The broker changes from case to case, so that none is only right for the first.
  private static func cases(_ apis: [APIKey]) -> [Case] {
    apis.flatMap { api in faults.map { (api, $0) } }.enumerated().map { index, pair in
      Case(api: pair.0, fault: pair.1.0, broker: Int32(index % 3) + 1, reason: pair.1.1)
    }
  }

  static let ofOneBroker = cases([.listGroups, .describeGroups, .consumerGroupDescribe, .offsetFetch, .listOffsets])
  /// The first is the one that is asked first.
  static let ofAnyBroker = [APIKey.describeCluster, .describeQuorum, .metadata, .describeConfigs].flatMap { api in
    faults.map { Case(api: api, fault: $0.0, broker: 1, reason: $0.1) }
  }

  @Test(arguments: ofOneBroker)
  func whatWasKnownIsServedOnAndCountedAsStale(_ example: Case) async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      _ = try await polled.pollUntilWhole()
      try await polled.cluster.inject(example.fault, on: example.api, broker: example.broker)
      let view = try await polled.poll()
      #expect(view.ends == View.wholeEnds)
      #expect(view.lags == View.wholeLags)
      #expect(!view.failed.isEmpty && view.failed.isDisjoint(with: ["cluster", "topics"]))
      // The faults of one API may cost what is asked of that broker next, never what others have.
      #expect(view.missing.allSatisfy { $0.key.hasSuffix(" stale") && $0.value <= 3 }, "\(view.missing)")
      #expect(Self.counts(example.api).contains(view.missing[Self.fact(example.api) + " stale"] ?? 0), "\(view.missing)")
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test(arguments: ofOneBroker)
  func whatWasNeverKnownIsAbsentAndCountedWithItsReason(_ example: Case) async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      try await polled.cluster.inject(example.fault, on: example.api, broker: example.broker)
      let view = try await polled.poll()
      let broker = Int(example.broker)
      for other in 1...3 where other != broker {
        #expect(View.ends(ledBy: other).allSatisfy { view.ends[$0.key] == $0.value }, "of broker \(other)")
        #expect(
          View.lags(coordinatedBy: other).filter { (Int($0.key[1]) ?? 0) % 3 + 1 != broker }.allSatisfy { view.lags[$0.key] == $0.value })
      }
      if example.api != .listGroups {
        #expect(Self.counts(example.api).contains(view.missing[Self.fact(example.api) + " " + example.reason] ?? 0), "\(view.missing)")
      }
      if example.api == .offsetFetch { #expect(!view.lags.keys.contains { $0[0].hasSuffix("-\(broker)") }) }
      if example.api == .listOffsets {
        #expect(view.ends.keys.allSatisfy { (Int($0[1]) ?? 0) % 3 + 1 != broker })
        #expect(view.lags.keys.allSatisfy { (Int($0[1]) ?? 0) % 3 + 1 != broker })
      }
      #expect(!view.failed.isEmpty)
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test(arguments: ofAnyBroker)
  func whatAnyBrokerCanAnswerAnotherDoes(_ example: Case) async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      try await polled.cluster.inject(example.fault, on: example.api, broker: example.broker)
      let first = try await polled.poll()
      #expect(first.page.value("kafka_cluster_brokers") == 3)
      // With the fault still there: who failed once is not asked first again, and so keeps its connection for what it alone knows.
      let view = try await polled.pollUntilWhole()
      #expect(view.snapshot.topics.allSatisfy { $0.config?.minInSyncReplicas == 2 })
      #expect(view.snapshot.controller == 1)
    }
  }

  @Test(arguments: cases([.apiVersions]))
  func aBrokerThatCanNotBeSetUpCostsOnlyWhatItAloneKnows(_ example: Case) async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      try await polled.cluster.inject(example.fault, on: .apiVersions, broker: example.broker)
      let view = try await polled.poll()
      #expect(view.page.value("kafka_cluster_brokers") == 3)
      #expect(!view.up.contains("\(example.broker)"))
      #expect(view.groups.count == 6)
      #expect(view.ends.count == 6)
      #expect(view.lags.count == 24, "six groups by the four partitions of orders that the others lead")
      #expect(view.missing.filter { $0.key.hasPrefix("log_end_offset ") }.map(\.value) == [3])
      try await polled.cluster.heal()
      _ = try await polled.pollUntilWhole()
    }
  }

  @Test func anAnswerThatIsLateButInTimeIsAsGoodAsAny() async throws {
    try await PolledCluster.run(requestTimeout: PolledCluster.shortTimeout) { polled in
      try await polled.cluster.inject(.slow(.milliseconds(20)), broker: 2)
      let view = try await polled.poll()
      #expect(view.isWhole, "\(view.missing)")
    }
  }

  /// What an API's answers bring.
  private static func fact(_ api: APIKey) -> String {
    switch api {
    case .listOffsets: "log_start_offset"
    case .offsetFetch: "group_commits"
    default: "group_description"
    }
  }

  /// How much of that one broker of the model has. Its classic and its consumer group are asked for at the same time: where the connection is lost,
  /// both are.
  private static func counts(_ api: APIKey) -> ClosedRange<Int> {
    switch api {
    case .describeGroups, .consumerGroupDescribe: 1...2
    default: 3...3
    }
  }
}
