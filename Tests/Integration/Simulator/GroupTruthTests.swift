import KafkaProtocol
import TestSupport
import Testing

extension RealBrokers {
  /// Simulated coordinators answer as real ones with the same history do, field by field.
  struct GroupTruthTests {
    @Test func simulatedCoordinatorsAnswerAsRealOnesWithTheSameHistory() async throws {
      try await SideBySide.play { both in
        let names = try await GroupNames.find(on: both)
        try await CommitHistory(both: both, names: names).play()
        try await ClassicGroupHistory(both: both, names: names).play()
        try await ConsumerGroupHistory(both: both, names: names).play()
        await both.expectNoDifference()
      }
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
    try await placeOffsetsAlike(both)
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

  /// Who leads what part of the offsets topic is chance: the simulator gets the real cluster's.
  private static func placeOffsetsAlike(_ both: SideBySide) async throws {
    let offsets = "__consumer_offsets"
    _ = try await coordinator(of: "any", both.kafka)
    // Earlier tests may have stopped brokers.
    _ = try await both.kafka.ask(ElectLeadersRequest(topicPartitions: nil, timeoutMs: 5_000))
    let replicas = try await eventually(within: .seconds(10), every: .milliseconds(50), "first replicas lead \(offsets)") {
      let partitions = try await both.kafka.ask(MetadataRequest(topics: [.init(name: offsets)]), of: 1).topics.first?.partitions ?? []
      let areLed = !partitions.isEmpty && partitions.allSatisfy { $0.leaderId == $0.replicaNodes.first }
      return areLed ? partitions.sorted { $0.partitionIndex < $1.partitionIndex }.map(\.replicaNodes) : nil
    }
    _ = try await both.simulator.ask(CreateTopicsRequest(topics: [.init(offsets, replicas, ["cleanup.policy": "compact"])]))
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
