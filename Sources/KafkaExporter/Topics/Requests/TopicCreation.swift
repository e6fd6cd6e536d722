import KafkaClient
import KafkaProtocol

/// The request that creates topics. It goes to the controller, which alone may create on brokers with ZooKeeper; with KRaft any broker passes it on.
struct TopicCreation: Sendable {
  /// What became of one topic.
  enum Outcome: Sendable, Equatable {
    /// It is there now; with `onlyValidates` it could be.
    case created
    /// Somebody else was quicker, or an earlier request whose answer was lost.
    case exists
    case refused(TopicRefusal)
  }

  struct Answer: Sendable {
    /// One for every topic that was asked for.
    var outcomes: [String: Outcome]
    /// How long the brokers want to be left alone.
    var throttle: Duration
  }

  let client: KafkaClient
  /// Whether the brokers only say what they would do (KIP-4).
  let onlyValidates: Bool

  /// What one request may hold: a controller takes some thousand partitions at a time (10,000 records with KRaft), and answers sooner to fewer.
  private static let topicsPerRequest = 100
  private static let partitionsPerRequest = 2_000
  /// Assumed where the brokers decide.
  private static let usualPartitions = 10
  /// From here on -1 stands for the brokers' defaults (KIP-464, Kafka 2.4).
  private static let firstVersionWithDefaults: Int16 = 4

  /// The topics in pieces for one request each.
  static func batches(_ topics: [WantedTopic]) -> [[WantedTopic]] {
    var batches: [[WantedTopic]] = []
    var partitions = 0
    for topic in topics {
      let count = topic.partitions.map(Int.init) ?? usualPartitions
      if let last = batches.last, last.count < topicsPerRequest, partitions + count <= partitionsPerRequest {
        batches[batches.count - 1].append(topic)
        partitions += count
      } else {
        batches.append([topic])
        partitions = count
      }
    }
    return batches
  }

  /// Asks for one batch of topics.
  func create(_ topics: [WantedTopic], at controller: Destination) async -> Answer {
    let timeout = client.settings.requestTimeout
    // The controller answers before the client gives up on it.
    let request = CreateTopicsRequest(
      topics: topics.map(Self.row), timeoutMs: Int32(clamping: (timeout * 0.8).milliseconds), validateOnly: onlyValidates)
    let needsDefaults = topics.contains { $0.partitions == nil || $0.replicationFactor == nil }
    let versions = needsDefaults ? Self.firstVersionWithDefaults...CreateTopicsRequest.validVersions.upperBound : nil
    do throws(KafkaClientError) {
      let answer = try await client.send(request, to: controller, versions: versions, deadline: .now + timeout)
      let results = Dictionary(answer.topics.map { ($0.name, $0) }) { $1 }
      let outcomes = topics.map { topic in (topic.name, Self.outcome(results[topic.name])) }
      return Answer(outcomes: Dictionary(outcomes) { $1 }, throttle: .milliseconds(Int64(max(0, answer.throttleTimeMs))))
    } catch {
      let refusal = Self.refusal(error, needsDefaults: needsDefaults)
      return Answer(outcomes: Dictionary(topics.map { ($0.name, .refused(refusal)) }) { $1 }, throttle: .zero)
    }
  }

  private static func row(_ topic: WantedTopic) -> CreateTopicsRequest.CreatableTopic {
    .init(
      name: topic.name, numPartitions: topic.partitions ?? -1, replicationFactor: topic.replicationFactor ?? -1,
      configs: topic.configs.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) })
  }

  private static func outcome(_ result: CreateTopicsResponse.CreatableTopicResult?) -> Outcome {
    guard let result else { return .refused(TopicRefusal("the controller says nothing of it")) }
    switch result.errorCode {
    case .none: return .created
    case .topicAlreadyExists: return .exists
    default: return .refused(TopicRefusal(result.errorCode, result.errorMessage, in: .create))
    }
  }

  private static func refusal(_ error: KafkaClientError, needsDefaults: Bool) -> TopicRefusal {
    guard error.reason == .unsupported, needsDefaults else { return TopicRefusal(error) }
    return TopicRefusal(
      error.description, advice: "brokers before Kafka 2.4 have no defaults to give: say partitions and replication in the file")
  }
}
