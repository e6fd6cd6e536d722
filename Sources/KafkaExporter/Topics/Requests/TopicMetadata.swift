import KafkaClient
import KafkaProtocol
import Transport

/// What one broker says of some topics by name, and of the brokers.
struct TopicMetadata: Sendable {
  var brokers: [MetadataResponse.Broker]
  /// Whom to ask for changes; any broker where none is named, and with KRaft any broker does.
  var controller: Destination
  var topics: [MetadataResponse.Topic]
}

extension KafkaClient {
  /// Before version 4 a request can't forbid that asking for a topic creates it.
  private static var metadataVersions: ClosedRange<Int16> { 4...MetadataRequest.validVersions.upperBound }

  /// Asks for topics without creating them.
  nonisolated func topicMetadata(
    of names: some Collection<String>, at destination: Destination, deadline: ContinuousClock.Instant
  ) async throws(KafkaClientError) -> TopicMetadata {
    let answer = try await send(
      MetadataRequest(topics: names.map { .init(name: $0) }, allowAutoTopicCreation: false), to: destination,
      versions: Self.metadataVersions, deadline: deadline)
    let isNamed = answer.brokers.contains { $0.nodeId == answer.controllerId }
    return TopicMetadata(
      brokers: answer.brokers, controller: isNamed ? .broker(answer.controllerId) : .any, topics: answer.topics)
  }

  /// The same from whichever broker answers; the client knows the brokers that it names from then on.
  nonisolated func topicMetadata(
    of names: some Collection<String>, deadline: ContinuousClock.Instant
  ) async throws(KafkaClientError) -> TopicMetadata {
    let metadata = try await topicMetadata(of: names, at: .any, deadline: deadline)
    if !metadata.brokers.isEmpty {
      await setBrokers(
        metadata.brokers.compactMap { broker in
          (try? HostPort(host: broker.host, port: Int(broker.port))).map { BrokerAddress(id: broker.nodeId, address: $0) }
        })
    }
    return metadata
  }
}
