import Foundation
import TestSupport
import Testing

extension RealBrokers {
  /// Kafka's own command line tools work against the simulator as they do against brokers.
  struct SimulatorToolTests {
    @Test func toolsForAdministratorsWorkAgainstTheSimulator() async throws {
      try await SimulatedTwin.run(clusterID: "simulatedKafkaClusterA") { server in
        let played = await PlayedCluster(server)
        let tools = KafkaTools(installation: try .required(.v4_3), bootstrap: played.tools)

        try await tools.createTopic("orders", assignment: [[1, 2], [3, 1]], configs: ["retention.ms": "60000"])
        try await tools.createTopic("events", partitions: 6, replicationFactor: 3)
        try await tools.addPartitions("events", total: 9)
        try await tools.setConfigs(topic: "events", ["min.insync.replicas": "2", "cleanup.policy": "compact,delete"])
        let topics = try await tools.topics()
        #expect(topics["orders"]?.partitions[1]?.replicas == [3, 1])
        // As against a real broker, with what server.properties and the cluster set.
        let configured = ["retention.ms": "60000", "min.insync.replicas": "1", "segment.bytes": "16777216", "segment.index.bytes": "65536"]
        #expect(topics["orders"]?.configs == configured)
        #expect(topics["events"]?.partitions.count == 9)
        // Every partition has a replica in every rack, and every broker leads as many as the others.
        #expect(topics["events"]?.partitions.values.allSatisfy { Set($0.replicas) == [1, 2, 3] } == true)
        let leaders = topics["events"]?.partitions.values.compactMap(\.leader) ?? []
        #expect(Dictionary(leaders.map { ($0, 1) }, uniquingKeysWith: +) == [1: 3, 2: 3, 3: 3])

        let configs = try await tools.describeConfigs(topic: "events")
        #expect(
          configs.contains("cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete"))
        #expect(configs.contains("retention.ms=604800000 sensitive=false synonyms={}"))
        #expect(try await tools.describeConfigs(broker: 2).contains("broker.rack=rack-2 sensitive=false"))

        #expect(try await tools.quorumLeader() == 1)
        #expect(try await tools.describeQuorum("--status").contains("ClusterId:              simulatedKafkaClusterA"))
        let replication = try await tools.describeQuorum("--replication").split(separator: "\n").dropFirst()
        #expect(
          replication.map { $0.split(separator: "\t").last.map { $0.trimmingCharacters(in: .whitespaces) } } == [
            "Leader", "Follower", "Follower",
          ])
        #expect(try await tools.clusterID().contains("Cluster ID: simulatedKafkaClusterA"))
        let versions = try await tools.brokerAPIVersions()
        #expect(versions.contains("(id: 3 rack: rack-3 isFenced: false) -> ("))
        #expect(versions.contains("Metadata(3): 0 to 13 [usable: 13]"))

        #expect(try await tools.listReassignments().contains("No partition reassignments found."))
        try await played.stop(3)
        try await played.start(3)
        let returned = try #require(try await tools.topics()["orders"]?.partitions[1])
        #expect(returned.leader == 1 && returned.inSyncReplicas == [1, 3])
        let elected = try await tools.electPreferredLeader("orders", partition: 1)
        #expect(elected.contains("Successfully completed leader election (PREFERRED) for partitions orders-1"))
        #expect(try await tools.topics()["orders"]?.partitions[1]?.leader == 3)

        try await tools.deleteTopic("orders")
        #expect(try await tools.topics().keys.sorted() == ["events"])
      }
    }
  }
}
