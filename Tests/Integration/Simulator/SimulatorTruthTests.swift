import TestSupport
import Testing

extension RealBrokers {
  /// The simulator answers as a real 4.3 cluster with the same history does, field by field.
  struct SimulatorTruthTests {
    @Test func theSimulatorAnswersAsARealClusterWithTheSameHistory() async throws {
      try await SideBySide.play { both in
        try await LogHistory(both: both, prefix: uniqueName("truth")).play()
        try await TopicHistory(both: both, prefix: uniqueName("truth")).play()
        await both.expectNoDifference()
      }
    }
  }
}
