import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

struct FramingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let fault: Fault
    let reason: KafkaClientError.Reason
    /// Whether the connection can't be trusted any more.
    let endsConnection: Bool

    var testDescription: String { "\(fault) -> \(reason)" }
  }

  static let cases = [
    Case(fault: .length(.max), reason: .malformed, endsConnection: true),
    Case(fault: .length(2_000_000_000), reason: .malformed, endsConnection: true),
    Case(fault: .length(1 << 20 | 1), reason: .malformed, endsConnection: true),
    Case(fault: .length(-1), reason: .malformed, endsConnection: true),
    Case(fault: .length(.min), reason: .malformed, endsConnection: true),
    Case(fault: .length(1 << 20), reason: .timeout, endsConnection: true),
    Case(fault: .emptyFrame, reason: .malformed, endsConnection: true),
    Case(fault: .wrongCorrelationID, reason: .malformed, endsConnection: true),
    Case(fault: .breakOff, reason: .disconnected, endsConnection: true),
    Case(fault: .garbage, reason: .malformed, endsConnection: false),
    Case(fault: .trailingGarbage, reason: .malformed, endsConnection: false),
  ]

  @Test(arguments: cases)
  func anAnswerThatCanNotBeReadFailsItsRequest(_ example: Case) async throws {
    try await ClientFixture.run(settings: {
      ClientFixture.short(&$0)
      $0.maximumFrameLength = 1 << 20
    }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(example.fault, on: .listGroups, broker: 1)
      #expect(await fixture.failure(1) == example.reason)
      #expect(try await fixture.list(2).count == 3, "others are not touched")
      try await fixture.cluster.heal()
      try await eventually("the broker is asked again") { try await fixture.list(1).count == 3 }
      #expect((fixture.cluster.accepted(by: 1) > 1) == example.endsConnection)
    }
  }

  @Test(arguments: cases)
  func aConnectionSetUpThatCanNotBeReadFailsWhoWaits(_ example: Case) async throws {
    try await ClientFixture.run(settings: {
      ClientFixture.short(&$0)
      $0.maximumFrameLength = 1 << 20
    }) { fixture in
      try await fixture.cluster.inject(example.fault, on: .apiVersions, broker: 1)
      #expect(await fixture.failure(1) == example.reason)
      try await fixture.cluster.heal()
      try await eventually("the broker is asked again") { try await fixture.list(1).count == 3 }
    }
  }

  @Test func answersOutOfOrderAreAMismatch() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.outOfOrder, on: .findCoordinator, times: 1)
      let first = Task { try? await fixture.find("first") }
      try await eventually("the first is there") { fixture.cluster.count(.findCoordinator) == 1 }
      #expect(await fixture.failure(1) == .malformed)
      #expect(await first.value == nil, "no answer is better than another's")
      try await eventually("the broker is asked again") { try await fixture.find("again") == ["again"] }
    }
  }
}
