import Foundation
import TestSupport
import Testing

extension RealBrokers {
  /// What the simulator's logs refuse and tell is what a real 4.3 cluster refuses and tells.
  struct LogTruthTests {
    @Test func producersAreRefusedAsByARealCluster() async throws {
      try await SideBySide.play { both in
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        try await ProducerHistory(both: both, prefix: uniqueName("producer"), now: now).play()
        await both.expectNoDifference()
      }
    }

    @Test func fetchSessionsGoAsWithARealCluster() async throws {
      try await SideBySide.play { both in
        let history = FetchSessionHistory(topic: uniqueName("session"))
        let expected = try await history.play(both.kafka)
        let answers = try await history.play(both.simulator)
        for (step, pair) in zip(expected, answers).enumerated() {
          let differences = FieldTree.differences(kafka: FieldTree(pair.0) { _ in nil }, simulator: FieldTree(pair.1) { _ in nil })
          #expect(differences.isEmpty, "step \(step): \(differences)")
        }
      }
    }
  }
}
