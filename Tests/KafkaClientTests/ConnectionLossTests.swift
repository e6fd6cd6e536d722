import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

struct ConnectionLossTests {
  @Test func aRequestOnAConnectionThatThePeerEndedWhileIdleIsSimplySentAgain() async throws {
    try await ClientFixture.run { fixture in
      for _ in 0..<20 {
        let groups = try await fixture.list(1)
        #expect(groups.count == 3)
        await fixture.cluster.endConnections(of: 1)
      }
      #expect(!fixture.recorder.outcomes(.listGroups).contains(.failed(.unavailable)))
    }
  }

  @Test func aConnectionLostWithRequestsInFlightIsRetriedOnce() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.close, on: .listGroups, times: 1)
      #expect(try await fixture.list(1).count == 3)
      #expect(fixture.recorder.outcomes(.listGroups) == [.answered, .failed(.disconnected), .answered])
    }
  }

  @Test func aConnectionThatIsLostAgainIsAnError() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.inject(.close, on: .listGroups)
      #expect(await fixture.failure(1) == .disconnected)
      #expect(fixture.cluster.count(.listGroups) == 2)
    }
  }

  @Test func whatWaitsBehindALostConnectionIsSentOverTheNext() async throws {
    try await ClientFixture.run(settings: {
      $0.maximumInFlight = 2; $0.requestTimeout = .seconds(10)
    }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.close, on: .findCoordinator, times: 1)
      let wrong = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<50 { group.addTask { (try? await fixture.find("\(number)")) != ["\(number)"] } }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(wrong == 0)
    }
  }
}
