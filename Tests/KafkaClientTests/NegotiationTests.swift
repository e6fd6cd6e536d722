import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

struct NegotiationTests {
  @Test func aBrokerThatRefusesTheNewestApiVersionsIsAskedInOneItKnows() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.speak(.kafka2, broker: 1)
      let groups = try await fixture.list(1)
      #expect(groups.count == 3)
      #expect(fixture.cluster.seen.filter { $0.api == .apiVersions }.map(\.version) == [4, 3])
      #expect(fixture.cluster.seen.filter { $0.api == .listGroups }.map(\.version) == [3])
    }
  }

  @Test func aBrokerThatAnswersVersion0OnlyIsAskedInVersion0() async throws {
    try await ClientFixture.run { fixture in
      var versions = BrokerVersions.kafka2
      versions.ranges[.apiVersions] = 0...0
      try await fixture.cluster.speak(versions, broker: 1)
      let groups = try await fixture.list(1)
      #expect(groups.count == 3)
      #expect(fixture.cluster.seen.filter { $0.api == .apiVersions }.map(\.version) == [4, 0])
    }
  }

  @Test func aBrokerThatRefusesEveryApiVersionsIsRejected() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.edit(ApiVersionsRequest.self, broker: 1) { _, _, answer in answer.errorCode = .clusterAuthorizationFailed }
      #expect(await fixture.failure(1) == .rejected)
      #expect(await fixture.failure(1) == .unavailable)
    }
  }

  @Test func anAPIThatTheBrokerDoesNotSpeakFailsHereWithoutBeingSent() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.speak(.kafka2, broker: 1)
      let failure = await #expect(throws: KafkaClientError.self) {
        try await fixture.client.send(DescribeQuorumRequest(), to: .broker(1), deadline: .now + .seconds(5))
      }
      #expect(failure?.reason == .unsupported)
      #expect(failure?.api == .describeQuorum)
      #expect(fixture.cluster.count(.describeQuorum) == 0)
      let groups = try await fixture.list(1)
      #expect(groups.count == 3, "the broker is well")
      #expect(await fixture.client.supports(.describeQuorum, broker: 1) == false)
      #expect(await fixture.client.supports(.listGroups, broker: 1) == true)
    }
  }

  @Test func aRangeThatDoesNotMeetTheCallersIsUnsupported() async throws {
    try await ClientFixture.run { fixture in
      try await fixture.cluster.speak(.kafka2, broker: 1)
      let failure = await #expect(throws: KafkaClientError.self) {
        try await fixture.client.send(OffsetFetchRequest(), to: .broker(1), versions: 8...9, deadline: .now + .seconds(5))
      }
      #expect(failure?.description.contains("versions 1 to 7") == true)
      #expect(failure?.reason == .unsupported)
    }
  }

  @Test func theClientIDStandsInFrontOfEveryRequest() async throws {
    try await ClientFixture.run(settings: { $0.clientID = "observer" }) { fixture in
      _ = try await fixture.list(1)
      #expect(fixture.cluster.seen.map(\.clientID) == ["observer", "observer"])
    }
  }
}
