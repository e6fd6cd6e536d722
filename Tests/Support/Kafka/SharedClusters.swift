/// Clusters that all tests of one run share, each started by the first test that asks: booting costs seconds.
///
/// A test makes topics and groups of its own (`uniqueName`) and leaves the nodes as it found them: all running, none paused.
public actor SharedClusters {
  private struct Kind: Hashable {
    let version: KafkaVersion
    let authorizes: Bool
  }

  private static let instance = SharedClusters()
  private var clusters: [Kind: Task<KafkaCluster, any Error>] = [:]

  /// Three nodes for 4.3.0, one for the others, with the harness' usual settings.
  ///
  /// - Throws: `HarnessError`, the same again for every test when the first start failed.
  public static func cluster(_ version: KafkaVersion = .v4_3) async throws -> KafkaCluster {
    let cluster = try await instance.task(Kind(version: version, authorizes: false)).value
    // One failed test must not fail those after it.
    try await cluster.mend()
    return cluster
  }

  /// One node that authorizes: everyone may do everything until a test denies it, and a test takes back what it denied.
  public static func authorizing(_ version: KafkaVersion) async throws -> KafkaCluster {
    try await instance.task(Kind(version: version, authorizes: true)).value
  }

  private func task(_ kind: Kind) -> Task<KafkaCluster, any Error> {
    if let task = clusters[kind] { return task }
    let task = Task { try await Self.start(kind) as KafkaCluster }
    clusters[kind] = task
    return task
  }

  private static func start(_ kind: Kind) async throws(HarnessError) -> KafkaCluster {
    guard kind.authorizes else { return try await KafkaCluster.start(version: kind.version) }
    return try await KafkaCluster.start(version: kind.version, nodes: 1, properties: KafkaTools.authorizerProperties(kind.version))
  }
}

/// A name for a topic or group that no other test uses.
public func uniqueName(_ prefix: String) -> String {
  "\(prefix)-\(UInt32.random(in: 0...UInt32.max))"
}
