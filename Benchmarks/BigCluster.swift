import Foundation
import TestSupport

/// The real cluster of `make bench-cluster`.
struct BigCluster: Sendable {
  static let groupPartitions = 75_000

  let bootstrap: String
  /// Of the brokers, by their process ids.
  private let processes: [Int32]

  /// - Throws: `Benchmark.Skipped` when it does not run.
  static func find() async throws -> BigCluster {
    let answer = try await run("\(packageRoot)/scripts/bench-cluster", ["--running"])
    guard answer.status == 0 else { throw Benchmark.Skipped(reason: "the big cluster does not run (make bench-cluster)") }
    let processes = try (1...3).map { node in
      let text = try String(contentsOfFile: "\(packageRoot)/.build/bench-cluster/node-\(node).pid", encoding: .utf8)
      return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
    return BigCluster(bootstrap: answer.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines), processes: processes)
  }

  /// Processor time that the brokers have used so far.
  var processorSeconds: Double { processes.compactMap(ProcessTable.processorSeconds).reduce(0, +) }
}
