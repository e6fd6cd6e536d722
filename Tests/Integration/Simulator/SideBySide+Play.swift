import TestSupport
import Testing

extension SideBySide {
  /// Plays histories against the shared real cluster and a simulated twin of it. The real one is left without what they made.
  static func play(_ histories: (SideBySide) async throws -> Void) async throws {
    let kafka = try await Player(PlayedCluster(try await SharedClusters.cluster()))
    let topicsBefore = Set(try await kafka.topicNames().values)
    try await SimulatedTwin.run(clusterID: kafka.clusterID) { server in
      let simulator = try await Player(PlayedCluster(server))
      try await histories(SideBySide(kafka: kafka, simulator: simulator))
      await simulator.close()
    }
    try await kafka.deleteTopics(otherThan: topicsBefore)
    await kafka.close()
  }

  /// Fails the test with every difference that was found, and when hardly anything was compared.
  func expectNoDifference() {
    #expect(differences.isEmpty, "\(differences.count) differences:\n\(differences.joined(separator: "\n"))")
    #expect(compared.values.reduce(0, +) > 100)
  }
}
