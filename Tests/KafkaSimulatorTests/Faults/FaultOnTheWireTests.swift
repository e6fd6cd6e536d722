import KafkaProtocol
import KafkaSimulator
import TestSupport
import Testing
import Transport

/// Each fault as a client sees it on its connection.
struct FaultOnTheWireTests {
  private static func run(
    runs: Bool = true, _ body: (SimulatorServer, WireClient, [HostPort]) async throws -> Void
  ) async throws {
    try await withSimulator(runs: runs) { server, bootstrap in
      let client = WireClient(bootstrap[0], on: server.loop)
      try await body(server, client, bootstrap)
      await client.close()
    }
  }

  private static func inject(_ fault: Fault, at server: SimulatorServer, requests: Int = .max) async throws {
    try await server.withCluster { _ = $0.inject(fault, into: FaultScope(broker: 1), requests: requests) }
  }

  /// What the first broker answers when nothing is wrong.
  private static func rightAnswer(_ client: WireClient) async throws -> [UInt8] {
    try await client.send(ApiVersionsRequest())
    guard case .frame(let bytes) = try await client.read() else { throw HarnessError("no answer") }
    return bytes
  }

  @Test func withoutAnAnswerTheConnectionStaysOpenAndSilent() async throws {
    try await Self.run { server, client, _ in
      try await Self.inject(.noAnswer, at: server, requests: 1)
      try await client.send(ApiVersionsRequest())
      #expect(try await client.read() == .silence)
      // What is asked next on the same connection is not answered either.
      try await client.send(ApiVersionsRequest())
      #expect(try await client.read() == .silence)
      await client.close()
      try await eventually("the broker lets go of the connection") { await server.connectionCount(of: 1) == 0 }
    }
  }

  @Test func aClosedConnectionBringsNothing() async throws {
    try await Self.run { server, client, _ in
      try await Self.inject(.close, at: server)
      try await client.send(ApiVersionsRequest())
      #expect(try await client.read() == .end)
    }
  }

  @Test(arguments: [(Fault.stall, WireClient.Reading.silence), (.breakOff, .end)])
  func halfAnAnswerIsHalfOfTheRightOne(fault: Fault, end: WireClient.Reading) async throws {
    try await Self.run { server, client, _ in
      let right = try await Self.rightAnswer(client)
      try await Self.inject(fault, at: server)
      try await client.send(ApiVersionsRequest())
      let rest = try await client.rest()
      #expect(rest.bytes.count == (right.count + 4) / 2)
      #expect(Array(rest.bytes.dropFirst(4)) == Array(right.prefix(rest.bytes.count - 4)))
      #expect(rest.end == end)
    }
  }

  @Test func spoiledFramesAreTheRightOneButForTheirFault() async throws {
    // Without time going by the right answer stays the same.
    try await Self.run(runs: false) { server, client, _ in
      let right = try await Self.rightAnswer(client)
      func spoiled(_ fault: Fault) async throws -> WireClient.Reading {
        try await Self.inject(fault, at: server, requests: 1)
        try await client.send(ApiVersionsRequest())
        return try await client.read()
      }
      let behindID = Array(right.dropFirst(4))
      #expect(try await spoiled(.wrongCorrelationID) == .frame([0x7f, 0x7f, 0x7f, 0x7f] + behindID))
      #expect(try await spoiled(.garbage) == .frame(right.prefix(4) + [UInt8](repeating: 0xfe, count: behindID.count)))
      #expect(try await spoiled(.emptyFrame) == .frame([]))
      #expect(try await spoiled(.trailingGarbage) == .frame(right + [UInt8](repeating: 7, count: 7)))
      // Nothing of it lasts.
      #expect(try await Self.rightAnswer(client) == right)
      try await Self.inject(.length(2_000_000_000), at: server)
      try await client.send(ApiVersionsRequest())
      #expect(try await client.rest().bytes == [0x77, 0x35, 0x94, 0x00] + [UInt8](repeating: 0, count: 16))
    }
  }

  @Test func anAnswerOutOfOrderComesBehindTheNext() async throws {
    try await Self.run { server, client, _ in
      try await Self.inject(.outOfOrder, at: server, requests: 1)
      try await client.send(ApiVersionsRequest(), correlationID: 1)
      try await client.send(ApiVersionsRequest(), correlationID: 2)
      let ids = [try await client.read(), try await client.read()].map { reading -> UInt8? in
        guard case .frame(let bytes) = reading else { return nil }
        return bytes[3]
      }
      #expect(ids == [2, 1])
    }
  }

  @Test func aSlowAnswerComesWhenTheClustersTimeHasPassed() async throws {
    try await Self.run(runs: false) { server, client, _ in
      try await Self.inject(.slow(.seconds(30)), at: server, requests: 1)
      try await client.send(ApiVersionsRequest(), correlationID: 1)
      try await client.send(ApiVersionsRequest(), correlationID: 2)
      try await server.advance(by: .milliseconds(29_999))
      #expect(try await client.read() == .silence)
      try await server.advance(by: .milliseconds(1))
      for id: UInt8 in [1, 2] {
        guard case .frame(let bytes) = try await client.read() else {
          Issue.record("answer \(id) does not come")
          return
        }
        #expect(bytes[3] == id)
      }
    }
  }

  @Test func aThrottledClientIsToldAtOnceAndNotReadFromMeanwhile() async throws {
    try await Self.run(runs: false) { server, client, _ in
      try await Self.inject(.throttle(.seconds(3)), at: server, requests: 1)
      #expect(try await client.ask(ApiVersionsRequest())?.throttleTimeMs == 3000)
      try await client.send(ApiVersionsRequest())
      #expect(try await client.read() == .silence)
      try await server.advance(by: .seconds(3))
      guard case .frame = try await client.read() else {
        Issue.record("the client is still not read from")
        return
      }
    }
  }

  @Test func aRefusedRequestHasNoEffect() async throws {
    try await Self.run { server, client, _ in
      try await Self.inject(.error(.clusterAuthorizationFailed), at: server, requests: 1)
      let request = CreateTopicsRequest(topics: [.init(name: "orders", numPartitions: 1, replicationFactor: 1)])
      #expect(try await client.ask(request)?.topics.map(\.errorCode) == [.clusterAuthorizationFailed])
      #expect(try await server.withCluster { $0.topics.isEmpty })
      #expect(try await client.ask(request)?.topics.map(\.errorCode) == [ErrorCode.none])
    }
  }

  @Test func aChangedAnswerIsTheRightOneButForTheChange() async throws {
    try await Self.run { server, client, _ in
      let right = try #require(try await client.ask(DescribeClusterRequest()))
      try await Self.inject(
        .change(AnswerChange(DescribeClusterRequest.self) { _, _, answer in answer.brokers[0].port = 1 }), at: server)
      let changed = try #require(try await client.ask(DescribeClusterRequest()))
      #expect(changed.brokers.map(\.port) == [1] + right.brokers.dropFirst().map(\.port))
    }
  }

  @Test func otherBrokersAndConnectionsAreNotTouched() async throws {
    try await Self.run { server, client, bootstrap in
      try await Self.inject(.close, at: server)
      let other = WireClient(bootstrap[1], on: server.loop)
      #expect(try await other.ask(ApiVersionsRequest()) != nil)
      try await server.withCluster { cluster in
        cluster.heal()
        _ = cluster.inject(.close, into: FaultScope(connection: 1))
      }
      // The other client's connection was the first of the server, this one's is the second.
      #expect(try await client.ask(ApiVersionsRequest()) != nil)
      #expect(try await other.ask(ApiVersionsRequest()) == nil)
      await other.close()
    }
  }
}
