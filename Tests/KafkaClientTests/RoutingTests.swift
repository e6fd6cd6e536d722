import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

struct RoutingTests {
  @Test func anyFindsTheOneBrokerThatAnswersAmongDeadRefusingAndHangingOnes() async throws {
    let hole = try BlackHole()
    let refusing = try HostPort(host: "127.0.0.1", port: Int(try FreePort.next()))
    try await ClientFixture.run(
      brokers: [1, 2], knowsBrokers: false,
      settings: {
        $0.bootstrap = [hole.address, refusing] + $0.bootstrap
        $0.requestTimeout = .seconds(4)
      }
    ) { fixture in
      try await fixture.cluster.behave(.deaf, broker: 1)
      let took = try await measured {
        let brokers = try await fixture.describe()
        #expect(brokers == [1, 2])
      }
      #expect(took < .seconds(3))
      // The one that works is known now.
      let again = try await measured { _ = try await fixture.describe() }
      #expect(again < .milliseconds(200))
    }
  }

  @Test func anyFailsWhenNobodyAnswers() async throws {
    try await ClientFixture.run(knowsBrokers: false) { fixture in
      for id: Int32 in [1, 2, 3] { try await fixture.cluster.stop(id) }
      let failure = await #expect(throws: KafkaClientError.self) { try await fixture.describe() }
      #expect(failure?.reason == .unreachable)
    }
  }

  @Test func anyPassesOnWhenABrokerMakesNoSense() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.inject(.garbage, on: .describeCluster, broker: 1)
      let brokers = try await fixture.describe()
      #expect(brokers == [1, 2, 3])
    }
  }

  @Test func aBrokerThatHangsInOneAPIIsAskedLastForItAndFirstForTheRest() async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(1) }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.noAnswer, on: .describeCluster, broker: 1)
      await #expect(throws: KafkaClientError.self) { try await fixture.describe() }
      try await eventually("the broker is back") { try await fixture.list(1).count == 3 }
      for _ in 0..<5 {
        let took = try await measured { _ = try await fixture.describe() }
        #expect(took < .milliseconds(800))
      }
      #expect(fixture.cluster.count(.describeCluster, broker: 1) == 1)
      _ = try await fixture.client.send(DescribeQuorumRequest(), to: .any, deadline: .now + .seconds(5))
      #expect(fixture.cluster.count(.describeQuorum, broker: 1) == 1)
    }
  }

  @Test func aBrokerThatIsNotInTheMetadataIsUnknown() async throws {
    try await ClientFixture.run { fixture in
      #expect(await fixture.failure(9) == .unknownBroker)
    }
  }

  @Test func aBrokerThatMovedGetsItsRequestsAtItsNewAddress() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      let moved = try await fixture.cluster.move(1)
      fixture.cluster.forget()
      await fixture.client.setBrokers([BrokerAddress(id: 1, address: moved)])
      #expect(try await fixture.list(1).count == 3)
      #expect(fixture.cluster.accepted(by: 1) == 1)
    }
  }

  @Test func connectionsToAddressesThatNoBrokerHasAreClosed() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      _ = try await fixture.list(2)
      await fixture.client.setBrokers([BrokerAddress(id: 2, address: fixture.cluster.bootstrap[1])])
      try await eventually("the first connection ends") { await fixture.cluster.openConnections(of: 1) == 0 }
      #expect(await fixture.cluster.openConnections(of: 2) == 1)
    }
  }

  @Test func aRequestInFlightToABrokerThatMovesIsSentToItsNewAddress() async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(5) }) { fixture in
      try await fixture.cluster.inject(.noAnswer, on: .listGroups, broker: 1, times: 1)
      let asked = Task { try await fixture.list(1) }
      try await eventually("the request is there") { fixture.cluster.count(.listGroups) == 1 }
      // Broker 1 turns out to be where broker 2 listens.
      await fixture.client.setBrokers([BrokerAddress(id: 1, address: fixture.cluster.bootstrap[1])])
      let took = try await measured {
        let groups = try await asked.value
        #expect(groups.contains("classic-2"))
      }
      #expect(took < .seconds(1))
    }
  }

  @Test func aBrokerIsReachedOverIPv6() async throws {
    try await ClientFixture.run(brokers: [1], host: "::1") { fixture in
      let groups = try await fixture.list(1)
      #expect(groups.count == 3)
      #expect(try await fixture.describe() == [1])
    }
  }

  @Test func aNameWithSeveralAddressesIsReachedAtTheOneThatListens() async throws {
    try await ClientFixture.run(brokers: [1]) { fixture in
      let port = fixture.cluster.bootstrap[0].port
      await fixture.client.setBrokers([BrokerAddress(id: 1, address: try HostPort("localhost:\(port)"))])
      #expect(try await fixture.list(1).count == 3)
    }
  }
}
