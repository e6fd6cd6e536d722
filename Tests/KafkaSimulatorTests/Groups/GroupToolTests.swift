import KafkaSimulator
import TestSupport
import Testing
import Transport

/// Kafka's own ConsumerGroupCommand and console consumer against simulated brokers.
@Suite(.enabled(if: KafkaInstallation.isAvailable, Comment(rawValue: KafkaInstallation.hint)))
struct GroupToolTests {
  @Test func theGroupToolSeesGroupsOfBothTypesAsTheyAre() async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { cluster in
        try cluster.createTopic("orders", partitions: 6)
        for (id, type) in [("old", GroupType.classic), ("new", .consumer)] {
          let members = ["a", "b"].map { ResidentMember(clientID: $0, topics: ["orders"]) }
          try cluster.createGroup(id, type: type, members: members)
          try cluster.commit(offsets: [0, -1, 0], group: id, topic: "orders")
        }
        try cluster.commit(.init(offset: 0), group: "idle", topic: "orders", partition: 5)
      }
      let tools = try tools(bootstrap)
      let states = try await tools.groupStates()
      #expect(states.map(\.group).sorted() == ["idle", "new", "old"])
      #expect(states.first { $0.group == "old" }?.assignmentStrategy == "range")
      #expect(states.first { $0.group == "new" }?.assignmentStrategy == "uniform")
      #expect(
        Set(states.map { "\($0.group) \($0.state ?? "") \($0.memberCount ?? -1)" }) == ["idle Empty 0", "new Stable 2", "old Stable 2"])
      for group in ["old", "new"] {
        let members = try await tools.groupMembers(group)
        #expect(members.map(\.clientID).sorted { $0 ?? "" < $1 ?? "" } == ["a", "b"])
        #expect(members.map(\.assignedPartitions) == [3, 3])
        let rows = try await tools.groupOffsets(group)
        #expect(rows.count == 6)
        #expect(rows.filter { $0.committedOffset == 0 }.compactMap(\.partition).sorted() == [0, 2])
        #expect(rows.allSatisfy { $0.memberID != nil })
      }
    }
  }

  @Test func offsetsAreResetAndDeletedAndGroupsToo() async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { cluster in
        try cluster.createTopic("orders", partitions: 2)
        try cluster.createGroup("busy", members: [ResidentMember(topics: ["orders"])])
      }
      let tools = try tools(bootstrap)
      try await tools.commit(group: "idle", [WantedCommit("orders", 0, 0), WantedCommit("orders", 1, 0)])
      #expect(try await server.withCluster { $0.group("idle")?.commits["orders"]?.offsets } == [0, 0])
      try await tools.deleteOffsets(group: "idle", topic: "orders:1")
      #expect(try await server.withCluster { $0.group("idle")?.commits["orders"]?.offsets } == [0])
      try await tools.deleteGroup("idle")
      #expect(try await server.withCluster { $0.group("idle") == nil })
      // The tool says that it failed, but ends with 0.
      try await tools.deleteGroup("busy")
      #expect(try await server.withCluster { $0.group("busy") != nil })
    }
  }

  @Test(arguments: ["classic", "consumer"])
  func theConsoleConsumerReadsAsAMemberOfAGroup(of type: String) async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 2, configuration: ["retention.ms": "-1"]) }
      let tools = try tools(bootstrap)
      try await tools.produce(20, to: "orders")
      let consumer = try await LiveConsumer.console(tools, protocol: type, group: "readers", topic: "orders")
      try await eventually(within: .seconds(30), "it has read and committed all") {
        try await server.withCluster { $0.group("readers")?.commits["orders", 0]?.offset } == 20
      }
      #expect(try await server.withCluster { $0.group("readers")?.type.rawValue } == type)
      #expect(try await server.withCluster { $0.members(of: "readers").map(\.clientID) } == ["console"])
      let rows = try await tools.groupOffsets("readers")
      #expect(rows.map { "\($0.partition ?? -1): \($0.lag ?? -1) \($0.clientID ?? "")" }.sorted() == ["0: 0 console", "1: 0 console"])
      try await consumer.terminate()
      try await eventually("it said good-bye") { try await server.withCluster { $0.group("readers")?.state } == "Empty" }
      #expect(consumer.standardOutput.split(separator: "\n").count == 20)
    }
  }

  private func tools(_ bootstrap: [HostPort]) throws -> KafkaTools {
    KafkaTools(installation: try KafkaInstallation.required(.v4_3), bootstrap: bootstrap[0].description)
  }
}
