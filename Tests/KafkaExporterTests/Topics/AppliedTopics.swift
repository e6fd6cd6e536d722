import KafkaSimulator
import Synchronization
import TestBrokers
import TestSupport

@testable import KafkaExporter

/// `exporter topics apply` on a simulated cluster of three brokers, and what it told.
final class AppliedTopics: Sendable {
  let cluster: TestCluster
  private let told = Mutex<[TopicApplication.Message]>([])

  static func run(
    versions: BrokerVersions? = nil, _ body: (AppliedTopics) async throws -> Void
  ) async throws {
    let applied = AppliedTopics(try await TestCluster(versions: versions))
    var failure: (any Error)?
    do { try await body(applied) } catch { failure = error }
    await applied.cluster.close()
    if let failure { throw failure }
  }

  private init(_ cluster: TestCluster) {
    self.cluster = cluster
  }

  /// - Returns: what the command's exit code would say.
  func apply(
    _ topics: [WantedTopic], isDryRun: Bool = false, wait: Duration = .zero, standstill: Duration = .seconds(10)
  ) async throws -> Bool {
    var configuration = ClusterConfiguration(bootstrap: cluster.bootstrap)
    configuration.timeouts.request = .milliseconds(500)
    configuration.timeouts.connect = .milliseconds(500)
    let application = TopicApplication(
      configuration, version: "0", topics: topics, isDryRun: isDryRun, wait: wait, standstill: standstill)
    return try await application.run { message in self.told.withLock { $0.append(message) } }
  }

  var lines: [String] { told.withLock { $0.compactMap { if case .line(let text) = $0 { text } else { nil } } } }
  var notices: [String] { told.withLock { $0.compactMap { if case .notice(let text) = $0 { text } else { nil } } } }

  func forget() { told.withLock { $0 = [] } }

  /// Replicas of each partition of a topic; nil where there is none.
  func replicas(of topic: String) async throws -> [Int]? {
    try await cluster.change { $0.topics[topic]?.partitions.map(\.replicas.count) }
  }
}
