import Foundation
import KafkaProtocol
import TestSupport
import Testing

extension RealBrokers {
  /// What the simulator's logs refuse and tell is what a real 4.3 cluster refuses and tells.
  struct LogTruthTests {
    private func withBoth(_ body: (_ kafka: Player, _ simulator: Player) async throws -> Void) async throws {
      let cluster = try await SharedClusters.cluster()
      let kafka = try await Player(PlayedCluster(cluster))
      try await SimulatedTwin.run(clusterID: kafka.clusterID) { server in
        let simulator = try await Player(PlayedCluster(server))
        try await body(kafka, simulator)
        await simulator.close()
      }
      await kafka.close()
    }

    @Test func producersAreRefusedAsByARealCluster() async throws {
      try await withBoth { kafka, simulator in
        let both = SideBySide(kafka: kafka, simulator: simulator)
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        try await ProducerHistory(both: both, prefix: uniqueName("producer"), now: now).play()
        let differences = await both.differences
        #expect(differences.isEmpty, "\(differences.count) differences:\n\(differences.joined(separator: "\n"))")
        #expect(await both.compared[.produce, default: 0] > 300)
      }
    }

    @Test func fetchSessionsGoAsWithARealCluster() async throws {
      try await withBoth { kafka, simulator in
        let history = FetchSessionHistory(topic: uniqueName("session"))
        let expected = try await history.play(kafka)
        let answers = try await history.play(simulator)
        for (step, pair) in zip(expected, answers).enumerated() {
          let differences = FieldTree.differences(kafka: FieldTree(pair.0) { _ in nil }, simulator: FieldTree(pair.1) { _ in nil })
          #expect(differences.isEmpty, "step \(step): \(differences)")
        }
      }
    }
  }
}
