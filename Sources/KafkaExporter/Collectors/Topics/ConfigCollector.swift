import KafkaClient
import KafkaProtocol

/// The few topic settings that say whether a topic is healthy and how long it keeps its records, from DescribeConfigs (KIP-133).
///
/// Settings change rarely, so they are read rarely; a topic that has none yet is asked for at the next poll.
struct ConfigCollector: Collector {
  let name = "configs"
  /// How often a poll looks for topics without settings.
  let interval: Duration
  /// How often all of them are read again.
  let refresh: Duration

  private static let keys = ["min.insync.replicas", "cleanup.policy", "retention.ms", "retention.bytes"]
  /// `ConfigResource.Type.TOPIC`.
  private static let topicResource: Int8 = 2
  private static let topicsPerRequest = 1000

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    guard state.topicsObserved != nil else {
      report.fail(without: "topics")
      return report
    }
    let now = poll.now
    let due = state.layout.topics.indices.filter { index in
      state.topics[index].configRead.map { now.seconds(since: $0) >= refresh.inSeconds } ?? true
    }
    for piece in due.pieces(of: Self.topicsPerRequest) {
      do throws(KafkaClientError) {
        let answer = try await poll.client.send(request(for: piece.map { state.layout.topics[$0].name }), to: .any, deadline: poll.deadline)
        for result in answer.results { take(result, into: &state, at: now, &report) }
      } catch {
        report.fail(error)
        report.miss(.topicConfig, MissingReason(error), count: piece.count)
      }
    }
    report.miss(.topicConfig, .unauthorized, count: state.topics.count { $0.config == nil && $0.configRead != nil })
    return report
  }

  private func request(for topics: [String]) -> DescribeConfigsRequest {
    DescribeConfigsRequest(
      resources: topics.map { .init(resourceType: Self.topicResource, resourceName: $0, configurationKeys: Self.keys) })
  }

  private func take(
    _ result: DescribeConfigsResponse.Result, into state: inout ClusterState, at now: Moment, _ report: inout CollectionReport
  ) {
    guard result.resourceType == Self.topicResource, let topic = state.layout.topicIndex(named: result.resourceName) else { return }
    switch result.errorCode {
    case .none:
      state.topics[topic].config = TopicConfig(result.configs)
      state.topics[topic].configRead = now
    case .topicAuthorizationFailed, .clusterAuthorizationFailed:
      // Asked for again only with all others: permissions change rarely, too.
      state.topics[topic].config = nil
      state.topics[topic].configRead = now
    // Deleted since the metadata was read.
    case .unknownTopicOrPartition: break
    default:
      report.miss(.topicConfig, .error)
      report.fail("settings of topic \(result.resourceName): \(result.errorCode.name)")
    }
  }
}

extension TopicConfig {
  fileprivate init(_ entries: [DescribeConfigsResponse.ResourceResult]) {
    self.init()
    for entry in entries {
      guard let value = entry.value else { continue }
      switch entry.name {
      case "min.insync.replicas": minInSyncReplicas = Int(value)
      case "retention.ms": retentionMilliseconds = Int64(value)
      case "retention.bytes": retentionBytes = Int64(value)
      case "cleanup.policy":
        cleanupPolicy = value.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.sorted().joined(separator: ",")
      default: break
      }
    }
  }
}
