import KafkaProtocol
import KafkaSimulator
import TestSupport
import Testing
import Transport

/// How a broker can treat connections.
struct ListenerFaultTests {
  private static func run(
    runs: Bool = true, _ body: (SimulatorServer, WireClient, HostPort) async throws -> Void
  ) async throws {
    try await withSimulator(brokers: 1, runs: runs) { server, bootstrap in
      let client = WireClient(bootstrap[0], on: server.loop)
      try await body(server, client, bootstrap[0])
      await client.close()
    }
  }

  @Test func aDeafBrokerTakesConnectionsAndReadsThemOnceItIsHealed() async throws {
    try await Self.run { server, client, _ in
      try await server.withCluster { $0.inject(.deaf, into: 1) }
      try await client.send(ApiVersionsRequest())
      #expect(try await client.read() == .silence)
      #expect(await server.connectionCount(of: 1) == 1)
      try await server.withCluster { $0.heal() }
      guard case .frame = try await client.read() else {
        Issue.record("the broker is still deaf")
        return
      }
    }
  }

  @Test func aBrokerThatHangsUpEndsEveryConnectionUntilItsTimeIsOver() async throws {
    try await Self.run(runs: false) { server, client, _ in
      try await server.withCluster { $0.inject(.hangsUp, into: 1, lasting: .seconds(5)) }
      for _ in 0..<3 {
        #expect(try await client.ask(ApiVersionsRequest()) == nil)
        await client.close()
      }
      try await server.advance(by: .seconds(5))
      #expect(try await client.ask(ApiVersionsRequest()) != nil)
    }
  }

  @Test func aBrokerCanHangUpAfterItsFirstAnswer() async throws {
    try await Self.run { server, client, _ in
      try await server.withCluster { $0.inject(.hangsUpAfterFirstAnswer, into: 1) }
      #expect(try await client.ask(ApiVersionsRequest()) != nil)
      #expect(try await client.read() == .end)
    }
  }

  @Test func aBrokerThatRefusesKeepsWhatItHasAndListensAgainWhereItDid() async throws {
    try await Self.run(runs: false) { server, client, address in
      #expect(try await client.ask(ApiVersionsRequest()) != nil)
      try await server.withCluster { $0.inject(.refuses, into: 1, lasting: .seconds(5)) }
      let late = WireClient(address, on: server.loop)
      await #expect(throws: TransportError.self) { try await late.send(ApiVersionsRequest()) }
      #expect(try await client.ask(ApiVersionsRequest()) != nil, "connections from before go on")
      try await server.advance(by: .seconds(5))
      #expect(try await late.ask(ApiVersionsRequest()) != nil)
      await late.close()
    }
  }

  @Test func aDeafBrokerThatStopsLeavesNothingBehind() async throws {
    try await Self.run { server, client, _ in
      try await server.withCluster { $0.inject(.deaf, into: 1) }
      try await client.send(ApiVersionsRequest())
      try await eventually("the connection is taken") { await server.connectionCount(of: 1) == 1 }
      try await server.withCluster { $0.stopBroker(1) }
      #expect(try await client.read() == .end)
      try await server.withCluster { $0.heal() }
      #expect(try await server.withCluster { $0.waits.count } == 0)
    }
  }
}
