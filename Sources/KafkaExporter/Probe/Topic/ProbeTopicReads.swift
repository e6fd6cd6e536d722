import KafkaClient
import KafkaProtocol
import Transport

/// The requests that only look at the probe's topic.
struct ProbeTopicReads: Sendable {
  let client: KafkaClient
  let topic: String

  struct Metadata: Sendable {
    var view: ProbeTopicView
    var topicID: KafkaUUID
    /// Whom to ask for changes; any broker where none is named.
    var controller: Destination
  }

  /// Which end of a log: ListOffsets' own numbers.
  enum End: Int64 {
    case latest = -1
    case earliest = -2
  }

  struct LogEnd: Sendable {
    let partition: Int32
    let offset: Int64
    let leaderEpoch: Int32
    let asked: ContinuousClock.Instant
  }

  /// `ConfigResource.Type.TOPIC`.
  private static let topicResource: Int8 = 2

  private var deadline: ContinuousClock.Instant { .now + client.settings.requestTimeout }

  /// Brokers and topic, whose brokers the client knows from then on.
  func metadata() async throws(ProbeRefusal) -> Metadata {
    let answer: TopicMetadata
    do throws(KafkaClientError) {
      answer = try await client.topicMetadata(of: [topic], deadline: deadline)
    } catch {
      throw ProbeRefusal(error)
    }
    guard !answer.brokers.isEmpty else { throw ProbeRefusal(.brokerNotAvailable) }
    let brokers = answer.brokers.map { ProbeTopicView.Broker(id: $0.nodeId, rack: $0.rack) }
    guard let found = answer.topics.first(where: { $0.name == topic }) else {
      throw ProbeRefusal(.unknownServerError, "no topic in the answer")
    }
    switch found.errorCode {
    case .none, .leaderNotAvailable:
      let partitions = found.partitions.map { row in
        ProbeTopicView.Partition(
          index: row.partitionIndex, leader: row.leaderId >= 0 ? row.leaderId : nil, leaderEpoch: row.leaderEpoch,
          replicas: row.replicaNodes, inSync: row.isrNodes)
      }
      return Metadata(view: ProbeTopicView(brokers: brokers, partitions: partitions), topicID: found.topicId, controller: answer.controller)
    case .unknownTopicOrPartition:
      return Metadata(view: ProbeTopicView(brokers: brokers, partitions: nil), topicID: .zero, controller: answer.controller)
    default:
      throw ProbeRefusal(found.errorCode)
    }
  }

  /// One end of the logs of partitions, from their leaders, who must be the ones that the metadata names (KIP-320).
  func ends(_ end: End, of partitions: [ProbeTopicView.Partition]) async -> [Result<LogEnd, ProbeRefusal>] {
    let led = Dictionary(grouping: partitions.filter { $0.leader != nil }) { $0.leader ?? -1 }
    let answers = await atOnce(led.sorted { $0.key < $1.key }) { leader, partitions in
      await self.ends(end, of: partitions, from: leader)
    }
    return answers.flatMap(\.value)
  }

  private func ends(_ end: End, of partitions: [ProbeTopicView.Partition], from leader: Int32) async -> [Result<LogEnd, ProbeRefusal>] {
    let asked = ContinuousClock.now
    let rows = partitions.map { partition in
      ListOffsetsRequest.Partition(
        partitionIndex: partition.index, currentLeaderEpoch: partition.leaderEpoch, timestamp: end.rawValue)
    }
    do throws(ProbeRefusal) {
      let answer = try await client.ask(
        ListOffsetsRequest(replicaId: -1, topics: [.init(name: topic, partitions: rows)]), to: .broker(leader), deadline: deadline)
      return answer.topics.flatMap(\.partitions).map { row in
        guard row.errorCode == .none, let partition = partitions.first(where: { $0.index == row.partitionIndex }) else {
          return .failure(ProbeRefusal(row.errorCode))
        }
        return .success(LogEnd(partition: row.partitionIndex, offset: row.offset, leaderEpoch: partition.leaderEpoch, asked: asked))
      }
    } catch {
      return [.failure(error)]
    }
  }

  /// The topic's settings, as far as the probe depends on them.
  func configs() async throws(ProbeRefusal) -> [String: String] {
    let answer = try await client.ask(
      DescribeConfigsRequest(
        resources: [
          .init(
            resourceType: Self.topicResource, resourceName: topic, configurationKeys: ["min.insync.replicas", "cleanup.policy"])
        ]), to: .any, deadline: deadline)
    guard let result = answer.results.first else { throw ProbeRefusal(.unknownServerError, "no result in the answer") }
    guard result.errorCode == .none else { throw ProbeRefusal(result.errorCode, result.errorMessage) }
    return Dictionary(result.configs.compactMap { config in config.value.map { (config.name, $0) } }) { $1 }
  }
}
