import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// Clients of a consumer group, the topics they read, and the time.
final class ConsumerDriver {
  private(set) var group = ConsumerGroup()
  private(set) var now = Timestamp(milliseconds: 1_000_000)
  let topics: SimulatedCluster
  /// What members last said or were told they have, of `orders`.
  private var owned: [String: [Int32]] = [:]

  init(partitions: Int32) throws {
    topics = SimulatedCluster(brokers: [Broker(id: 1)], startingAt: now)
    try topics.createTopic("orders", partitions: partitions)
  }

  func pass(_ duration: Duration) {
    now = now + duration
    group.advance(to: now, topics: TopicFacts(of: topics))
  }

  func join(
    _ id: String, topics names: [String] = ["orders"], pattern: String? = nil, instance: String? = nil, rebalanceTimeout: Int32 = 60_000
  ) throws(Refusal) -> ConsumerGroupHeartbeatResponse {
    try send(
      ConsumerGroupHeartbeatRequest(
        groupId: "group", memberId: id, instanceId: instance, rebalanceTimeoutMs: rebalanceTimeout, subscribedTopicNames: names,
        subscribedTopicRegex: pattern, topicPartitions: []))
  }

  /// - Parameters:
  ///   - epoch: the member's own unless told otherwise.
  ///   - owns: partitions of `orders`; nil when the member does not say.
  @discardableResult
  func heartbeat(
    _ id: String, epoch: Int32? = nil, owns: [Int32]? = nil, topics names: [String]? = nil, instance: String? = nil
  ) throws(Refusal) -> ConsumerGroupHeartbeatResponse {
    try send(
      ConsumerGroupHeartbeatRequest(
        groupId: "group", memberId: id, memberEpoch: epoch ?? group.members[id]?.epoch ?? 1, instanceId: instance,
        subscribedTopicNames: names,
        topicPartitions: owns.map { [.init(topicId: topics.topics["orders"]?.id ?? .zero, partitions: $0)] }))
  }

  func leave(_ id: String, epoch: Int32, instance: String? = nil) throws(Refusal) {
    let request = ConsumerGroupHeartbeatRequest(groupId: "group", memberId: id, memberEpoch: epoch, instanceId: instance)
    try group.leave(request, group: "group", topics: TopicFacts(of: topics), at: now)
  }

  func commit(_ id: String, epoch: Int32, partition: Int32, version: Int16 = 9) -> ErrorCode? {
    let request = OffsetCommitRequest(
      groupId: "group", generationIdOrMemberEpoch: epoch, memberId: id,
      topics: [.init(name: "orders", partitions: [.init(partitionIndex: partition)])])
    return group.refusal(ofCommit: request, version: version) { topics.topics[$0]?.id }
  }

  /// The partitions of `orders` that an answer names; nil when it says nothing of partitions.
  func assigned(_ answer: ConsumerGroupHeartbeatResponse) -> [Int32]? {
    answer.assignment.map { assignment in
      assignment.topicPartitions.first { $0.topicId == topics.topics["orders"]?.id }?.partitions ?? []
    }
  }

  private func send(_ request: ConsumerGroupHeartbeatRequest) throws(Refusal) -> ConsumerGroupHeartbeatResponse {
    let answer = try group.heartbeat(
      request, from: RequestContext(broker: 1, version: 1), id: request.memberId, group: "group", topics: TopicFacts(of: topics), at: now)
    group.advance(to: now, topics: TopicFacts(of: topics))
    return answer
  }
}
