import KafkaProtocol
import TestSupport
import Testing

extension RealBrokers {
  /// Simulated coordinators answer as real ones with the same history do, field by field.
  struct GroupTruthTests {
    @Test func simulatedCoordinatorsAnswerAsRealOnesWithTheSameHistory() async throws {
      let kafka = try await Player(PlayedCluster(try await SharedClusters.cluster()))
      try await SimulatedTwin.run(clusterID: kafka.clusterID) { server in
        let simulator = try await Player(PlayedCluster(server))
        let both = SideBySide(kafka: kafka, simulator: simulator)
        let names = try await GroupNames.find(on: both)
        try await CommitHistory(both: both, names: names).play()
        try await ClassicGroupHistory(both: both, names: names).play()
        try await ConsumerGroupHistory(both: both, names: names).play()
        let differences = await both.differences
        #expect(differences.isEmpty, "\(differences.count) differences:\n\(differences.joined(separator: "\n"))")
        #expect(await both.compared.values.reduce(0, +) > 100)
        await simulator.close()
      }
      await kafka.close()
    }
  }
}

/// Groups that the same broker coordinates in both clusters, and a topic for them.
struct GroupNames {
  var coordinator: Int32
  var simple: String
  var classic: String
  var consumer: String
  var missing: String
  var topic: String

  static func find(on both: SideBySide) async throws -> GroupNames {
    let topic = uniqueName("group-truth")
    try await both.act { player in
      _ = try await player.ask(CreateTopicsRequest(topics: [.init(topic, [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]])]))
    }
    var byCoordinator: [Int32: [String]] = [:]
    while true {
      let name = uniqueName("group")
      let kafka = try await coordinator(of: name, both.kafka)
      guard try await coordinator(of: name, both.simulator) == kafka else { continue }
      byCoordinator[kafka, default: []].append(name)
      guard let found = byCoordinator[kafka], found.count == 4 else { continue }
      return GroupNames(coordinator: kafka, simple: found[0], classic: found[1], consumer: found[2], missing: found[3], topic: topic)
    }
  }

  private static func coordinator(of group: String, _ player: Player) async throws -> Int32 {
    try await eventually("\(group) has a coordinator") {
      let answer = try await player.ask(FindCoordinatorRequest(coordinatorKeys: [group])).coordinators.first
      return answer?.errorCode == ErrorCode.none ? answer?.nodeId : nil
    }
  }
}

extension Player {
  func id(of topic: String) async throws -> KafkaUUID {
    try await topicNames().first { $0.value == topic }?.key ?? .zero
  }
}
