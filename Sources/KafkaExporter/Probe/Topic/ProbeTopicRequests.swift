import KafkaClient
import KafkaProtocol

/// The requests that create and shape the probe's topic. All go to the controller, which alone may do it on brokers with ZooKeeper; with KRaft any broker
/// passes them on.
struct ProbeTopicRequests: Sendable {
  let client: KafkaClient
  let settings: ProbeSettings

  /// How long the controller may take.
  private static let timeoutMilliseconds: Int32 = 10_000
  /// `ElectionType.PREFERRED`.
  private static let preferredElection: Int8 = 0

  private var deadline: ContinuousClock.Instant { .now + .milliseconds(Int64(Self.timeoutMilliseconds)) }

  func perform(_ step: ProbeTopicPlan.Step, controller: Destination) async throws(ProbeRefusal) {
    switch step {
    case .create(let assignments): try await create(assignments, controller)
    case .add(let count, let assignments): try await add(count, assignments, controller)
    case .reassign(let moves): try await reassign(moves, controller)
    case .elect(let partitions): try await elect(partitions, controller)
    }
  }

  private func create(_ assignments: [[Int32]], _ controller: Destination) async throws(ProbeRefusal) {
    let replicas = assignments.first?.count ?? 1
    let minimumInSync = min(settings.minimumInSync ?? 2, replicas)
    let request = CreateTopicsRequest(
      topics: [
        .init(
          name: settings.topic, numPartitions: -1, replicationFactor: -1,
          assignments: assignments.enumerated().map { .init(partitionIndex: Int32(clamping: $0.offset), brokerIds: $0.element) },
          configs: [
            .init(name: "cleanup.policy", value: "delete"), .init(name: "min.insync.replicas", value: "\(minimumInSync)"),
            // An hour of small records; nobody reads them later. The brokers' clocks count, so that a step of ours deletes nothing.
            .init(name: "retention.ms", value: "3600000"), .init(name: "segment.bytes", value: "16777216"),
            .init(name: "message.timestamp.type", value: "LogAppendTime"),
          ])
      ], timeoutMs: Self.timeoutMilliseconds)
    let answer = try await client.ask(request, to: controller, deadline: deadline)
    // Another exporter may have been quicker.
    for topic in answer.topics where topic.errorCode != .none && topic.errorCode != .topicAlreadyExists {
      throw ProbeRefusal(topic.errorCode, topic.errorMessage)
    }
  }

  private func add(_ count: Int, _ assignments: [[Int32]], _ controller: Destination) async throws(ProbeRefusal) {
    let request = CreatePartitionsRequest(
      topics: [
        .init(
          name: settings.topic, count: Int32(clamping: count + assignments.count), assignments: assignments.map { .init(brokerIds: $0) })
      ], timeoutMs: Self.timeoutMilliseconds)
    let answer = try await client.ask(request, to: controller, deadline: deadline)
    for topic in answer.results where topic.errorCode != .none { throw ProbeRefusal(topic.errorCode, topic.errorMessage) }
  }

  private func reassign(_ moves: [ProbeTopicPlan.Move], _ controller: Destination) async throws(ProbeRefusal) {
    let request = AlterPartitionReassignmentsRequest(
      timeoutMs: Self.timeoutMilliseconds,
      topics: [
        .init(name: settings.topic, partitions: moves.map { .init(partitionIndex: $0.partition, replicas: $0.replicas) })
      ])
    let answer = try await client.ask(request, to: controller, deadline: deadline)
    guard answer.errorCode == .none else { throw ProbeRefusal(answer.errorCode, answer.errorMessage) }
    for partition in answer.responses.flatMap(\.partitions) where partition.errorCode != .none {
      throw ProbeRefusal(partition.errorCode, partition.errorMessage)
    }
  }

  private func elect(_ partitions: [Int32], _ controller: Destination) async throws(ProbeRefusal) {
    let request = ElectLeadersRequest(
      electionType: Self.preferredElection, topicPartitions: [.init(topic: settings.topic, partitions: partitions)],
      timeoutMs: Self.timeoutMilliseconds)
    let answer = try await client.ask(request, to: controller, deadline: deadline)
    guard answer.errorCode == .none else { throw ProbeRefusal(answer.errorCode) }
    for result in answer.replicaElectionResults.flatMap(\.partitionResult)
    where result.errorCode != .none && result.errorCode != .electionNotNeeded {
      throw ProbeRefusal(result.errorCode, result.errorMessage)
    }
  }
}
