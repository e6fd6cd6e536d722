import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

struct DeadlineTests {
  /// What a deadline may be late by, in a debug build on a busy machine.
  private static let grace = Duration.milliseconds(800)

  @Test func anUnansweredRequestEndsAtTheRequestTimeout() async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      try await fixture.cluster.inject(.noAnswer, on: .listGroups)
      let took = await measured { #expect(await fixture.failure(1) == .timeout) }
      #expect(took > .milliseconds(390) && took < .milliseconds(400) + Self.grace)
    }
  }

  @Test func theCallersDeadlineCountsWhereItIsEarlier() async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      try await fixture.cluster.inject(.noAnswer, on: .listGroups)
      let took = await measured { #expect(await fixture.failure(1, within: .milliseconds(100)) == .timeout) }
      #expect(took < .milliseconds(100) + Self.grace)
    }
  }

  @Test(arguments: [ListenerFault.deaf])
  func aBrokerThatTakesConnectionsAndNeverReadsCostsTheConnectTimeout(manner: ListenerFault) async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      try await fixture.cluster.behave(manner, broker: 1)
      let took = await measured { #expect(await fixture.failure(1) == .timeout) }
      #expect(took < .milliseconds(400) + Self.grace)
    }
  }

  @Test func anAddressThatSwallowsConnectionsCostsTheConnectTimeout() async throws {
    let hole = try BlackHole()
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      await fixture.client.setBrokers([BrokerAddress(id: 1, address: hole.address)])
      let took = await measured { #expect(await fixture.failure(1) == .timeout) }
      #expect(took > .milliseconds(250) && took < .milliseconds(300) + Self.grace)
    }
  }

  @Test func aNameThatDoesNotResolveEndsByTheDeadline() async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      await fixture.client.setBrokers([BrokerAddress(id: 1, address: try HostPort("does-not-exist.invalid:9092"))])
      let took = await measured {
        let reason = await fixture.failure(1)
        #expect(reason == .unreachable || reason == .timeout)
      }
      #expect(took < .milliseconds(400) + Self.grace)
    }
  }

  @Test func aRefusedConnectionFailsAtOnce() async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      try await fixture.cluster.stop(1)
      let took = await measured { #expect(await fixture.failure(1) == .unreachable) }
      #expect(took < Self.grace)
    }
  }

  @Test func aDeadlineThatHasPassedCostsTheBrokerNothing() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      #expect(await fixture.failure(1, within: .zero) == .timeout)
      #expect(await fixture.failure(1, within: .seconds(-1)) == .timeout)
      // The broker is as well as before: same connection, no failure told.
      #expect(try await fixture.list(1).count == 3)
      #expect(fixture.cluster.accepted(by: 1) == 1)
      #expect(fixture.recorder.outcomes(.listGroups) == [.answered, .answered])
    }
  }

  @Test func aCallerInAHurryDoesNotBreakAHealthyConnection() async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(5) }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.slow(.milliseconds(150)), on: .listGroups, times: 1)
      let patient = Task {
        try await eventually("the hurried one is there") { fixture.cluster.count(.listGroups) == 2 }
        return try await fixture.find("patient")
      }
      #expect(await fixture.failure(1, within: .milliseconds(50)) == .timeout)
      #expect(try await patient.value == ["patient"])
      #expect(fixture.cluster.accepted(by: 1) == 1)
    }
  }

  @Test func aRequestThatWaitsBehindOthersEndsByItsDeadlineAndIsNeverSent() async throws {
    try await ClientFixture.run(settings: {
      $0.maximumInFlight = 1; $0.requestTimeout = .seconds(5)
    }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.slow(.milliseconds(300)), on: .findCoordinator, times: 1)
      let first = Task { try await fixture.find("first") }
      try await eventually("the first is there") { fixture.cluster.count(.findCoordinator) == 1 }
      #expect(await fixture.failure(1, within: .milliseconds(80)) == .timeout)
      #expect(try await first.value == ["first"])
      #expect(try await fixture.find("last") == ["last"])
      #expect(fixture.cluster.count(.listGroups) == 1)
    }
  }
}
