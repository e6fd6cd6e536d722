import KafkaClient
import KafkaProtocol
import TestSupport
import Testing
import Transport

@testable import KafkaSimulator

struct CoordinatorTests {
  /// Partitions as Java computes them: `Math.abs("...".hashCode()) % 50`.
  @Test(arguments: [
    ("", Int32(0)), ("a", 47), ("my-group", 12), ("polygenelubricants", 0), ("console-consumer-12345", 6), ("gruppe-ä-€-😀", 35),
  ])
  func aGroupBelongsToThePartitionThatJavasHashSays(group: String, partition: Int32) {
    let cluster = SimulatedCluster(brokers: [Broker(id: 1)], startingAt: Timestamp(milliseconds: 0))
    #expect(cluster.partition(of: group, in: .consumerOffsets) == partition)
  }

  @Test func theOffsetsTopicIsMadeWhenItIsFirstNeeded() async throws {
    try await withSimulator { server, bootstrap in
      try await withClient(bootstrap) { client, deadline in
        let first = try await client.send(FindCoordinatorRequest(coordinatorKeys: ["g"]), to: .any, versions: 4...6, deadline: deadline)
        #expect(
          first.coordinators == [
            .init(
              key: "g", nodeId: -1, host: "", port: -1, errorCode: .coordinatorNotAvailable,
              errorMessage: "The coordinator is not available.")
          ])
        let second = try await client.send(FindCoordinatorRequest(coordinatorKeys: ["g"]), to: .any, versions: 4...6, deadline: deadline)
        #expect(second.coordinators.first?.errorCode == ErrorCode.none)
        let topic = try await server.withCluster { cluster in
          cluster.topics["__consumer_offsets"].map { ($0.partitions.count, $0.partition(0)?.replicas.count, $0.configuration) }
        }
        #expect(topic?.0 == 50)
        #expect(topic?.1 == 3)
        #expect(topic?.2["cleanup.policy"] == "compact")
      }
    }
  }

  @Test func whoIsNotTheCoordinatorSaysSoAndTheGroupMovesWithItsPartition() async throws {
    try await withSimulator { server, bootstrap in
      let group = "g"
      let before = try await server.withCluster { cluster in
        try cluster.createTopic("orders", partitions: 2)
        try cluster.createGroup(group, members: [ResidentMember(topics: ["orders"])])
        try cluster.commit(offsets: [4, 5], group: group, topic: "orders")
        return cluster.coordinator(of: group)?.id
      }
      let coordinator = try #require(before)
      try await withClient(bootstrap) { client, deadline in
        await client.setBrokers(zip(Int32(1)..., bootstrap).map { BrokerAddress(id: $0, address: $1) })
        let other: Int32 = coordinator == 1 ? 2 : 1
        let request = DescribeGroupsRequest(groups: [group])
        #expect(try await client.send(request, to: .broker(other), deadline: deadline).groups.first?.errorCode == .notCoordinator)
        #expect(try await client.send(request, to: .broker(coordinator), deadline: deadline).groups.first?.groupState == "Stable")
        #expect(try await client.send(ListGroupsRequest(), to: .broker(other), deadline: deadline).groups.isEmpty)

        try await server.withCluster { $0.stopBroker(coordinator) }
        let after = try #require(try await server.withCluster { $0.coordinator(of: group)?.id })
        #expect(after != coordinator)
        #expect(try await client.send(request, to: .broker(after), deadline: deadline).groups.first?.groupState == "Stable")
        let fetched = try await client.send(
          OffsetFetchRequest(groups: [.init(groupId: group, topics: nil)]), to: .broker(after), versions: 8...9, deadline: deadline)
        #expect(fetched.groups.first?.topics.first?.partitions.map(\.committedOffset) == [4, 5])
      }
    }
  }

  @Test func aMemberThatWaitsIsSentAwayWhenItsCoordinatorChanges() async throws {
    var defaults = ClusterDefaults()
    defaults.initialRebalanceDelay = .seconds(3_600)
    try await withSimulator(defaults: defaults) { server, bootstrap in
      let found = try await server.withCluster { cluster in
        try cluster.createTopic("orders")
        try cluster.createGroup("g")
        return cluster.coordinator(of: "g")?.id
      }
      let coordinator = try #require(found)
      try await withClient(bootstrap) { client, deadline in
        await client.setBrokers(zip(Int32(1)..., bootstrap).map { BrokerAddress(id: $0, address: $1) })
        let request = JoinGroupRequest(
          groupId: "g", sessionTimeoutMs: 10_000, protocolType: "consumer", protocols: [.init(name: "range", metadata: [])])
        async let answer = client.send(request, to: .broker(coordinator), versions: 3...3, deadline: deadline)
        try await eventually("it waits") { try await server.withCluster { $0.waits.count == 1 } }
        // Another broker leads the partition now, while the connection to this one lives on.
        try await server.withCluster { cluster in
          cluster.stopBroker(coordinator)
          cluster.startBroker(coordinator)
        }
        #expect(try await answer.errorCode == .notCoordinator)
        try await eventually("nobody waits") { try await server.withCluster { $0.waits.count == 0 } }
      }
    }
  }

  private func withClient(
    _ bootstrap: [HostPort], _ body: (KafkaClient, _ deadline: ContinuousClock.Instant) async throws -> Void
  ) async throws {
    let loop = try EventLoop(name: "client")
    let client = KafkaClient(settings: ClientSettings(bootstrap: bootstrap), loop: loop)
    let result: Result<Void, any Error>
    do { result = .success(try await body(client, .now + .seconds(10))) } catch { result = .failure(error) }
    await client.close()
    await loop.shutdown()
    try result.get()
  }
}
