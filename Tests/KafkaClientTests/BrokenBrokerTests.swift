import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

struct BrokenBrokerTests {
  @Test func aHangingBrokerCostsOneDeadlineAndThenFailsAtOnceUntilItIsBack() async throws {
    try await ClientFixture.run(settings: ClientFixture.short) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.behave(.deaf, broker: 1)
      try await fixture.cluster.inject(.noAnswer, broker: 1)
      #expect(await fixture.failure(1) == .timeout)
      let took = await measured {
        for _ in 0..<50 { #expect(await fixture.failure(1) == .unavailable) }
      }
      #expect(took < .milliseconds(900))
      // Others are not touched by it.
      #expect(try await fixture.list(2).count == 3)
      try await fixture.cluster.heal()
      try await eventually("the broker is asked again") { try await fixture.list(1).count == 3 }
    }
  }

  @Test func allWhoWaitForAHangingBrokerEndTogether() async throws {
    try await ClientFixture.run(settings: {
      ClientFixture.short(&$0)
      $0.maximumInFlight = 2
    }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.noAnswer, broker: 1)
      let took = await measured {
        let reasons = await withTaskGroup(of: KafkaClientError.Reason?.self) { group in
          for _ in 0..<40 { group.addTask { await fixture.failure(1) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reasons.allSatisfy { $0 == .timeout || $0 == .unavailable })
      }
      #expect(took < .milliseconds(1500))
    }
  }

  @Test func aStoppedBrokerIsBackSoonAfterItListensAgain() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.stop(1)
      // Idle connections of a broker that ended are found out when they are used.
      #expect(await fixture.failure(1) == .unreachable)
      #expect(await fixture.failure(1) == .unavailable)
      try await fixture.cluster.restart(1)
      try await eventually("the broker answers") { try await fixture.list(1).count == 3 }
    }
  }

  @Test(arguments: [ListenerFault.hangsUp, .hangsUpAfterFirstAnswer])
  func aBrokerThatEndsEveryConnectionFailsAndComesBack(manner: ListenerFault) async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(2) }) { fixture in
      try await fixture.cluster.behave(manner, broker: 1)
      for _ in 0..<10 {
        let took = await measured { #expect(await fixture.failure(1) != nil) }
        #expect(took < .milliseconds(1500), "an ended connection is noticed, not waited for")
      }
      try await fixture.cluster.heal()
      try await eventually("the broker answers") { try await fixture.list(1).count == 3 }
    }
  }

  @Test func aConnectionThatEndsWhileItIsSetUpNeverCountsAsReady() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.behave(.hangsUpAfterFirstAnswer, broker: 1)
      for _ in 0..<100 {
        let reason = await fixture.failure(1)
        #expect(reason != .timeout && reason != nil)
      }
      try await fixture.cluster.heal()
      try await eventually("the broker answers") { try await fixture.list(1).count == 3 }
    }
  }

  @Test func closingEndsWhoWaitsAndWhoComesLater() async throws {
    try await ClientFixture.run(settings: {
      $0.maximumInFlight = 1; $0.requestTimeout = .seconds(20)
    }) { fixture in
      try await fixture.cluster.inject(.noAnswer, on: .listGroups)
      try await fixture.cluster.behave(.deaf, broker: 2)
      let asked = [1, 1, 1, 2, 2].map { (broker: Int32) in Task { await fixture.failure(broker) } }
      try await eventually("requests are in flight") { fixture.cluster.count(.listGroups) == 1 && fixture.cluster.accepted(by: 2) == 1 }
      let took = await measured {
        await fixture.client.close()
        for task in asked { #expect(await task.value == .cancelled) }
      }
      #expect(took < .seconds(2))
      #expect(await fixture.failure(3) == .cancelled)
      #expect(fixture.cluster.accepted(by: 3) == 0)
    }
  }
}
