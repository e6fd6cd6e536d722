import KafkaClient
import KafkaProtocol

/// The requests that look at topics and change nothing.
struct TopicReads: Sendable {
  let client: KafkaClient

  /// Topics in one request.
  private static let batch = 500
  /// `ConfigResource.Type.TOPIC`
  private static let topicResource: Int8 = 2
  /// `ConfigSource.DYNAMIC_TOPIC_CONFIG`
  private static let ownConfig: Int8 = 1

  private var deadline: ContinuousClock.Instant { .now + client.settings.requestTimeout }

  /// What there is under each name, with the configs that the file wants.
  ///
  /// - Throws: when the cluster as a whole does not answer, or has something in passing that it may not have later.
  func find(_ wanted: [WantedTopic]) async throws(TopicRefusal) -> [String: FoundTopic] {
    var found: [String: FoundTopic] = [:]
    for batch in wanted.pieces(of: Self.batch) {
      let topics = try await partitions(of: batch)
      found.merge(topics) { $1 }
      let existing = batch.filter { topic in if case .present = topics[topic.name] { !topic.configs.isEmpty } else { false } }
      guard !existing.isEmpty else { continue }
      try await readConfigs(of: existing, into: &found)
    }
    return found
  }

  private func partitions(of wanted: ArraySlice<WantedTopic>) async throws(TopicRefusal) -> [String: FoundTopic] {
    let metadata: TopicMetadata
    do throws(KafkaClientError) {
      metadata = try await client.topicMetadata(of: wanted.map(\.name), deadline: deadline)
    } catch {
      throw TopicRefusal(error)
    }
    // So answers a broker that has just begun.
    guard !metadata.brokers.isEmpty else { throw TopicRefusal("the cluster has no brokers yet", prospect: .passing) }
    var found: [String: FoundTopic] = [:]
    for topic in metadata.topics {
      guard let name = topic.name else { continue }
      found[name] = try Self.found(topic)
    }
    for topic in wanted where found[topic.name] == nil { found[topic.name] = .unreadable(TopicRefusal("no broker says anything of it")) }
    return found
  }

  private static func found(_ topic: MetadataResponse.Topic) throws(TopicRefusal) -> FoundTopic {
    switch topic.errorCode {
    case .none:
      let partitions = topic.partitions.map { row in
        ExistingTopic.Partition(
          index: row.partitionIndex, leader: row.leaderId >= 0 ? row.leaderId : nil, replicas: row.replicaNodes.count)
      }
      return .present(ExistingTopic(partitions: partitions))
    case .unknownTopicOrPartition: return .absent
    default:
      let refusal = TopicRefusal(topic.errorCode, nil, in: .describe)
      if refusal.prospect == .passing { throw refusal }
      return .unreadable(refusal)
    }
  }

  private func readConfigs(of wanted: [WantedTopic], into found: inout [String: FoundTopic]) async throws(TopicRefusal) {
    let request = DescribeConfigsRequest(
      resources: wanted.map { topic in
        .init(resourceType: Self.topicResource, resourceName: topic.name, configurationKeys: topic.configs.keys.sorted())
      })
    let answer: DescribeConfigsResponse
    do throws(KafkaClientError) {
      answer = try await client.send(request, to: .any, deadline: deadline)
    } catch {
      throw TopicRefusal(error)
    }
    let results = Dictionary(answer.results.map { ($0.resourceName, $0) }) { $1 }
    for topic in wanted {
      guard case .present(var existing) = found[topic.name] else { continue }
      guard let result = results[topic.name], result.errorCode == .none else {
        let refusal = TopicRefusal(
          results[topic.name]?.errorCode ?? .unknownServerError, results[topic.name]?.errorMessage, in: .describeConfigs)
        // A topic that has just been made is not known to every broker.
        if refusal.prospect == .passing { throw refusal }
        found[topic.name] = .unreadable(refusal)
        continue
      }
      for config in result.configs {
        existing.configs[config.name] = ExistingTopic.Config(
          value: config.value, isOwn: config.configSource == Self.ownConfig, kind: ConfigKind(rawValue: config.configType))
      }
      found[topic.name] = .present(existing)
    }
  }

  /// Names of those topics that not every broker that answers knows with a leader for each of its partitions, and the words why; empty when a client may
  /// come.
  ///
  /// A broker that does not answer is no obstacle: no client gets a wrong answer from it.
  func unready(_ names: [String]) async throws(TopicRefusal) -> [String: String] {
    var unready: [String: String] = [:]
    for batch in names.pieces(of: Self.batch) {
      let answers = await ask(batch)
      guard answers.contains(where: { if case .success = $0.answer { true } else { false } }) else {
        guard case .failure(let error) = answers.first?.answer else { throw TopicRefusal("there is no broker to ask", prospect: .passing) }
        throw TopicRefusal(error)
      }
      for (broker, answer) in answers {
        guard case .success(let metadata) = answer else { continue }
        for name in batch where unready[name] == nil {
          unready[name] = Self.lack(of: metadata.topics.first { $0.name == name }).map { "broker \(broker): \($0)" }
        }
      }
    }
    return unready
  }

  private func ask(_ names: ArraySlice<String>) async -> [(broker: Int32, answer: Result<TopicMetadata, KafkaClientError>)] {
    let deadline = deadline
    return await atOnce(await client.brokerIDs) { broker in
      await outcome { () async throws(KafkaClientError) in
        try await client.topicMetadata(of: names, at: .broker(broker), deadline: deadline)
      }
    }.map { ($0.element, $0.value) }
  }

  private static func lack(of topic: MetadataResponse.Topic?) -> String? {
    guard let topic else { return "it says nothing of the topic" }
    guard topic.errorCode == .none else { return topic.errorCode.name }
    let leaderless = topic.partitions.filter { $0.leaderId < 0 }.map(\.partitionIndex).sorted()
    if topic.partitions.isEmpty { return "it knows no partitions" }
    return leaderless.isEmpty ? nil : "no leader for \(TopicPlan.list(leaderless))"
  }
}
