/// Clusters that all tests of one run share, each started by the first test that asks: booting costs seconds.
///
/// A test makes topics and groups of its own (`uniqueName`) and leaves the nodes as it found them: all running, none paused.
public actor SharedClusters {
  private static let instance = SharedClusters()
  private var clusters: [KafkaVersion: Task<KafkaCluster, any Error>] = [:]

  /// Three nodes for 4.3.0, one for the others, with the harness' usual settings.
  ///
  /// - Throws: `HarnessError`, the same again for every test when the first start failed.
  public static func cluster(_ version: KafkaVersion = .v4_3) async throws -> KafkaCluster {
    let cluster = try await instance.task(version).value
    // One failed test must not fail those after it.
    try await cluster.mend()
    return cluster
  }

  private func task(_ version: KafkaVersion) -> Task<KafkaCluster, any Error> {
    if let task = clusters[version] { return task }
    let task = Task { try await KafkaCluster.start(version: version) as KafkaCluster }
    clusters[version] = task
    return task
  }
}

/// A name for a topic or group that no other test uses.
public func uniqueName(_ prefix: String) -> String {
  "\(prefix)-\(UInt32.random(in: 0...UInt32.max))"
}
