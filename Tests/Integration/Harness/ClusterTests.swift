import TestSupport
import Testing

extension RealBrokers {
  struct ClusterTests {
    @Test(arguments: KafkaVersion.allCases)
    func aClusterOfEachVersionBootsAndItsToolsAnswer(_ version: KafkaVersion) async throws {
      try #require(KafkaInstallation.isAvailable(version), "\(version) is not there")
      let cluster = try await SharedClusters.cluster(version)
      print("\(version): \(cluster.nodes.count) nodes, \(cluster.bootTime), \(await cluster.residentBytes / 1_000_000) MB")

      let topic = uniqueName("harness")
      let group = uniqueName("harness group")
      let replicas = cluster.nodes.count
      try await cluster.tools.createTopic(topic, partitions: 2, replicationFactor: replicas, configs: ["retention.ms": "3600000"])
      try await cluster.tools.produce(10, to: topic, partition: 0)
      try await cluster.tools.produce(5, to: topic, partition: 1)
      try await cluster.tools.deleteRecords(topic, partition: 0, before: 4)
      try await cluster.tools.commit(group: group, [WantedCommit(topic, 0, 7), WantedCommit(topic, 1, 5)])

      let first = TopicPartitionName(topic, 0)
      let second = TopicPartitionName(topic, 1)
      let latest = try await cluster.tools.offsets(.latest)
      #expect(latest[first] == 10)
      #expect(latest[second] == 5)
      #expect(try await cluster.tools.offsets(.earliest, topic: topic) == [first: 4, second: 0])

      let rows = try await cluster.tools.groupOffsets().filter { $0.group == group }.sorted { $0.partition ?? 0 < $1.partition ?? 0 }
      #expect(rows.map(\.topic) == [topic, topic])
      #expect(rows.map(\.committedOffset) == [7, 5])
      #expect(rows.map(\.logEndOffset) == [10, 5])
      #expect(rows.map(\.lag) == [3, 0])
      #expect(rows.map(\.memberID) == [nil, nil])
      let state = try #require(try await cluster.tools.groupStates(group).first)
      #expect(state.state == "Empty")
      #expect(state.memberCount == 0)
      #expect(cluster.nodes.map(\.id).contains(try #require(state.coordinator)))

      try await cluster.tools.deleteGroup(group)
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func aClassicMemberIsSeenLive() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("classic")
      let group = uniqueName("classic-group")
      try await cluster.tools.createTopic(topic, partitions: 2)
      try await cluster.tools.produce(3, to: topic)
      let consumer = try await LiveConsumer.classic(cluster, group: group, topics: [topic], clientID: "reader")
      try await expectLiveMember(of: group, in: cluster, topic: topic, clientID: "reader")
      try await consumer.terminate()
    }

    @Test func aMemberOfTheNewProtocolIsSeenLive() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("consumer")
      let group = uniqueName("consumer-group")
      try await cluster.tools.createTopic(topic, partitions: 2)
      try await cluster.tools.produce(3, to: topic)
      let consumer = try await LiveConsumer.consumerProtocol(cluster, group: group, topic: topic, clientID: "reader")
      try await expectLiveMember(of: group, in: cluster, topic: topic, clientID: "reader")
      try await consumer.terminate()
    }

    @Test func aPausedNodeComesBackAndAStoppedOneCanBeRestarted() async throws {
      let cluster = try await SharedClusters.cluster()
      try await cluster.pause(2)
      await #expect(throws: HarnessError.self) {
        try await run("kcat", ["-b", cluster.nodes[1].address, "-L", "-m", "1"]).checked("kcat")
      }
      try await cluster.resume(2)
      try await cluster.stop(3)
      await #expect(throws: HarnessError.self) { try await cluster.pause(3) }
      try await cluster.restart(3)
      try await cluster.kill(3)
      try await cluster.restart(3)
    }

    @Test(arguments: [KafkaVersion.v4_3, .v3_3])
    func topicsAreMadeAndChangedAsAsked(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let tools = cluster.tools
      let topic = uniqueName("assigned")
      let assignment = cluster.nodes.count == 3 ? [[3, 1], [1, 2]] : [[1], [1]] as [[Int32]]
      try await tools.createTopic(topic, assignment: assignment, configs: ["cleanup.policy": "compact,delete"])
      let lists = assignment.map { $0.map { "\($0)" }.joined(separator: ",") }
      let made = try await tools.describeTopics(topic)
      #expect(lists.allSatisfy { made.contains("Replicas: \($0)\t") })
      #expect(made.contains("cleanup.policy=compact,delete"))
      try await tools.setConfigs(topic: topic, ["cleanup.policy": "delete,compact", "min.insync.replicas": "1"])
      try await tools.addPartitions(topic, total: 3)
      let changed = try await tools.describeTopics(topic)
      #expect(changed.contains("cleanup.policy=delete,compact"))
      #expect(changed.contains("PartitionCount: 3"))

      let single = uniqueName("transactions")
      try await tools.createTopic(single)
      try await tools.produceTransactionally(5, to: single, transactionalID: uniqueName("id"))
      // Records and at least one commit marker.
      #expect(try await tools.offsets(.latest, topic: single)[TopicPartitionName(single, 0)] ?? 0 > 5)
      try await tools.deleteTopic(topic)
      try await tools.deleteTopic(single)
    }

    @Test(arguments: [KafkaVersion.v4_3, .v3_3])
    func deniedTopicsAreDeniedOnAClusterThatAuthorizes(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.authorizing(version)
      let open = uniqueName("open")
      let closed = uniqueName("closed")
      try await cluster.tools.createTopic(open)
      try await cluster.tools.createTopic(closed)
      try await cluster.tools.deny(["Describe"], on: .topic(closed))
      try await eventually("the denial is in force") {
        let seen = Set(try await cluster.tools.offsets(.latest).keys.map(\.topic))
        return seen.contains(open) && !seen.contains(closed)
      }
      try await cluster.tools.removeAcls(on: .topic(closed))
      try await eventually("it is gone") { try await cluster.tools.offsets(.latest).keys.contains { $0.topic == closed } }
    }

    @Test func aClusterThatCannotStartSaysWhy() async throws {
      let error = await #expect(throws: HarnessError.self) {
        try await KafkaCluster.start(version: .v4_3, nodes: 1, properties: ["authorizer.class.name": "no.such.Authorizer"])
      }
      #expect(error?.description.contains("no.such.Authorizer") == true)
    }

    private func expectLiveMember(of group: String, in cluster: KafkaCluster, topic: String, clientID: String) async throws {
      let member = try await eventually(within: .seconds(30), every: .milliseconds(200), "the member has both partitions") {
        try await cluster.tools.groupMembers(group).first { $0.assignedPartitions == 2 }
      }
      #expect(member.clientID == clientID)
      let row = try await eventually(within: .seconds(30), every: .milliseconds(200), "it has committed what it read") {
        try await cluster.tools.groupOffsets(group).first { $0.topic == topic && $0.partition == 0 && $0.committedOffset == 3 }
      }
      #expect(row.lag == 0)
      #expect(row.memberID == member.memberID)
    }
  }
}
