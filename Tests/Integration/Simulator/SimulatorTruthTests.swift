import KafkaProtocol
import TestSupport
import Testing

extension RealBrokers {
  /// The simulator answers as a real 4.3 cluster with the same history does, field by field.
  struct SimulatorTruthTests {
    @Test func theSimulatorAnswersAsARealClusterWithTheSameHistory() async throws {
      let cluster = try await SharedClusters.cluster()
      let kafka = try await Player(PlayedCluster(cluster))
      try await SimulatedTwin.run(clusterID: kafka.clusterID) { server in
        let simulator = try await Player(PlayedCluster(server))
        let both = SideBySide(kafka: kafka, simulator: simulator)
        try await LogHistory(both: both, prefix: uniqueName("truth")).play()
        try await TopicHistory(both: both, prefix: uniqueName("truth")).play()
        let differences = await both.differences
        #expect(differences.isEmpty, "\(differences.count) differences:\n\(differences.joined(separator: "\n"))")
        let compared = await both.compared.values.reduce(0, +)
        #expect(compared > 100)
        await simulator.close()
      }
      await kafka.close()
    }
  }
}
