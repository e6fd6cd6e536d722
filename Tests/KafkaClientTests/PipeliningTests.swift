import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaClient

struct PipeliningTests {
  @Test func aThousandRequestsAtOnceAllGetTheirOwnAnswers() async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(20) }) { fixture in
      let wrong = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<1000 {
          group.addTask { (try? await fixture.find("group-\(number)")) != ["group-\(number)"] }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(wrong == 0)
      #expect(fixture.cluster.accepted(by: 1) == 1)
    }
  }

  @Test func noMoreThanTheMaximumReachesABrokerThatDoesNotAnswer() async throws {
    try await ClientFixture.run(settings: { $0.maximumInFlight = 3 }) { fixture in
      _ = try await fixture.list(1)
      // The first is answered late: by then all have been handed in, and those in flight have been written.
      try await fixture.cluster.inject(.slow(.milliseconds(800)), on: .findCoordinator, times: 1)
      let asked = Task {
        await withTaskGroup(of: [String]?.self) { group in
          for number in 0..<10 { group.addTask { try? await fixture.find("group-\(number)") } }
          return await group.reduce(into: []) { $0.append($1) }
        }
      }
      try await eventually("the first request is there") { fixture.cluster.count(.findCoordinator) == 1 }
      let connection = await fixture.client.connection(of: 1)
      try await eventually("all are lined up") { await connection?.linedUp.waiting == 7 }
      #expect(await connection?.linedUp.inFlight == 3)
      #expect(Set(await asked.value.compactMap { $0?.first }) == Set((0..<10).map { "group-\($0)" }))
    }
  }

  @Test func aConnectionIsSharedByAllWhoAskThatBroker() async throws {
    try await ClientFixture.run { fixture in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { _ = try? await fixture.list(2) } }
      }
      #expect(fixture.cluster.accepted(by: 2) == 1)
      #expect(fixture.cluster.count(.apiVersions, broker: 2) == 1)
    }
  }

  @Test func aCancelledRequestEndsAtOnceAndLeavesTheConnectionWhole() async throws {
    try await ClientFixture.run(settings: { $0.requestTimeout = .seconds(10) }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.slow(.milliseconds(800)), on: .listGroups, times: 1)
      let asked = Task { await fixture.failure(1) }
      try await eventually("the request is there") { fixture.cluster.count(.listGroups) == 2 }
      let took = await measured {
        asked.cancel()
        #expect(await asked.value == .cancelled)
      }
      #expect(took < .milliseconds(600))
      // The late answer is read and dropped; this one's comes behind it on the same connection.
      #expect(try await fixture.find("after") == ["after"])
      #expect(fixture.cluster.accepted(by: 1) == 1)
    }
  }

  @Test func aRequestOfACancelledTaskIsNotSent() async throws {
    try await ClientFixture.run { fixture in
      _ = try await fixture.list(1)
      let asked = Task {
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        return await fixture.failure(1)
      }
      #expect(await asked.value == .cancelled)
      #expect(try await fixture.find("after") == ["after"])
      #expect(fixture.cluster.count(.listGroups) == 1)
    }
  }

  @Test func aWaitingRequestThatIsCancelledLeavesTheLine() async throws {
    try await ClientFixture.run(settings: { $0.maximumInFlight = 1 }) { fixture in
      _ = try await fixture.list(1)
      try await fixture.cluster.inject(.slow(.milliseconds(800)), on: .findCoordinator, times: 1)
      let first = Task { try? await fixture.find("first") }
      try await eventually("the first is there") { fixture.cluster.count(.findCoordinator) == 1 }
      let second = Task { await fixture.failure(1) }
      let connection = await fixture.client.connection(of: 1)
      try await eventually("the second waits") { await connection?.linedUp.waiting == 1 }
      second.cancel()
      #expect(await second.value == .cancelled)
      #expect(await first.value == ["first"])
      #expect(fixture.cluster.count(.listGroups) == 1)
    }
  }
}

extension KafkaClient {
  fileprivate func connection(of broker: Int32) -> BrokerConnection? {
    brokers[broker].flatMap { connections[$0] }
  }
}

extension BrokerConnection {
  fileprivate var linedUp: (inFlight: Int, waiting: Int) { (pipeline.inFlight.count, pipeline.waiting.count) }
}
