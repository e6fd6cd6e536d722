import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

@testable import KafkaExporter

/// The brokers here create what they are asked for in Metadata: a topic that is there was wanted, or asked for by mistake.
struct TopicApplicationTests {
  private static let audit = WantedTopic(name: "audit", partitions: 3, replicationFactor: 2, configs: ["retention.ms": "86400000"])
  private static let events = WantedTopic(name: "events", partitions: 1, replicationFactor: 3)
  private static let twelve = WantedTopic(name: "twelve", partitions: 1, replicationFactor: 12)

  @Test func whatIsMissingIsCreatedOnceAndTheRestIsLeft() async throws {
    try await AppliedTopics.run { applied async throws in
      let orders = WantedTopic(name: "orders", partitions: 7, configs: ["min.insync.replicas": "1"])
      #expect(try await applied.apply([Self.audit, orders, Self.events]))
      #expect(try await applied.replicas(of: "audit") == [2, 2, 2])
      #expect(try await applied.replicas(of: "events") == [3])
      #expect(try await applied.replicas(of: "orders")?.count == 6)
      #expect(applied.lines.contains("3 topics: 2 to create, 1 differs"))
      #expect(applied.lines.last == "created 2 of 2; every partition has a leader")
      applied.forget()
      #expect(try await applied.apply([Self.audit, orders, Self.events]))
      #expect(applied.lines.contains("= audit") && applied.lines.contains("= events"))
      #expect(applied.lines.last == "3 topics: 1 differs, 2 as in the file")
      #expect(applied.cluster.count(.createTopics) == 1)
      #expect(applied.cluster.count(.incrementalAlterConfigs) + applied.cluster.count(.createPartitions) == 0)
    }
  }

  @Test func aDryRunChangesNothingAndSaysWhatTheBrokersThink() async throws {
    try await AppliedTopics.run { applied async throws in
      #expect(try await applied.apply([Self.audit, Self.events], isDryRun: true))
      #expect(applied.lines.last == "nothing was changed (--dry-run); the brokers would create 2 of 2")
      #expect(try await !applied.apply([Self.audit, Self.twelve], isDryRun: true))
      #expect(applied.lines.contains { $0.hasPrefix("FAILED  twelve: INVALID_REPLICATION_FACTOR: ") })
      #expect(applied.lines.last == "nothing was changed (--dry-run); the brokers would create 1 of 2")
      for topic in ["audit", "events", "twelve"] { #expect(try await applied.replicas(of: topic) == nil) }
      applied.forget()
      #expect(try await applied.apply([WantedTopic(name: "orders")], isDryRun: true))
      #expect(applied.lines.last == "nothing was changed (--dry-run)")
    }
  }

  @Test func aRefusedTopicHoldsUpNoOther() async throws {
    try await AppliedTopics.run { applied async throws in
      let wrong = WantedTopic(name: "wrong", partitions: 1, replicationFactor: 1, configs: ["retentoin.ms": "1"])
      // In a batch of its own, before others.
      let wide = WantedTopic(name: "wide", partitions: 3_000, replicationFactor: 12)
      #expect(try await !applied.apply([wide, wrong, Self.twelve, Self.audit, Self.events]))
      #expect(applied.lines.contains("FAILED  wrong: INVALID_CONFIG: Unknown topic config name: retentoin.ms"))
      #expect(applied.lines.count { $0.hasPrefix("FAILED  ") } == 3)
      #expect(applied.lines.last == "created 2 of 5; every partition has a leader")
      #expect(try await applied.replicas(of: "audit") == [2, 2, 2])
      #expect(try await applied.replicas(of: "events") == [3])
    }
  }

  @Test func onlyTheControllerIsAskedToCreate() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.edit(MetadataRequest.self) { _, _, answer in answer.controllerId = 2 }
      for broker in [Int32(1), 3] { try await applied.cluster.inject(.error(.notController), on: .createTopics, broker: broker) }
      #expect(try await applied.apply([Self.audit], standstill: .milliseconds(500)))
      #expect(applied.cluster.count(.createTopics, broker: 2) == 1)
      #expect(applied.cluster.count(.createTopics) == 1)
    }
  }

  // MARK: - What passes

  @Test(arguments: [
    Fault.error(.notController), .error(.requestTimedOut), .error(.throttlingQuotaExceeded), .close, .noAnswer, .stall, .breakOff,
  ]) func whatFailsInPassingIsTriedAgain(fault: Fault) async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(fault, on: .createTopics, times: 2)
      #expect(try await applied.apply([Self.audit, Self.events]), "\(applied.lines)")
      #expect(applied.cluster.count(.createTopics) >= 2)
      #expect(try await applied.replicas(of: "audit") == [2, 2, 2])
      #expect(try await applied.replicas(of: "events") == [3])
      #expect(applied.lines.allSatisfy { !$0.hasPrefix("FAILED") && !$0.hasPrefix("~") })
    }
  }

  @Test func whatDoesNotPassIsGivenUp() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(.error(.notController), on: .createTopics)
      #expect(try await !applied.apply([Self.audit], standstill: .milliseconds(500)))
      #expect(applied.cluster.count(.createTopics) > 1)
      #expect(applied.notices == ["1 not created yet; trying again: audit: NOT_CONTROLLER"])
      #expect(applied.lines.suffix(2) == ["FAILED  audit: NOT_CONTROLLER", "created 0 of 1"])
    }
  }

  @Test func aThrottledClientWaits() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(.error(.throttlingQuotaExceeded), on: .createTopics, times: 1)
      try await applied.cluster.inject(.throttle(.milliseconds(900)), on: .createTopics, times: 1)
      let started = ContinuousClock.now
      #expect(try await applied.apply([Self.audit]))
      #expect(ContinuousClock.now - started >= .milliseconds(900))
      #expect(applied.cluster.count(.createTopics) == 2)
    }
  }

  @Test(arguments: [(APIKey.metadata, "DESCRIBE on the topic"), (.describeConfigs, "DESCRIBE_CONFIGS on the topic")])
  func aMissingPermissionToLookIsNamedAndNothingIsTried(api: APIKey, permission: String) async throws {
    try await AppliedTopics.run { applied async throws in
      if api == .metadata {
        try await applied.cluster.edit(MetadataRequest.self) { _, _, answer in
          answer.topics = answer.topics.map { .init(errorCode: .topicAuthorizationFailed, name: $0.name) }
        }
      } else {
        try await applied.cluster.inject(.error(.topicAuthorizationFailed), on: api)
      }
      #expect(try await !applied.apply([WantedTopic(name: "orders", configs: ["retention.ms": "1"])]))
      #expect(
        applied.lines == [
          "! orders: TOPIC_AUTHORIZATION_FAILED", "    grant \(permission)", "1 topic: 1 that can't be compared",
        ])
      #expect(applied.cluster.count(.createTopics) == 0)
    }
  }

  @Test(arguments: [ErrorCode.topicAuthorizationFailed, .clusterAuthorizationFailed])
  func aMissingPermissionToCreateIsNamedAndNotTriedAgain(code: ErrorCode) async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(.error(code), on: .createTopics)
      #expect(try await !applied.apply([Self.audit]))
      let failed = ["FAILED  audit: \(code.name)", "        grant CREATE on the topic or on the cluster", "created 0 of 1"]
      #expect(applied.lines.suffix(3) == failed)
      #expect(applied.cluster.count(.createTopics) == 1)
    }
  }

  // MARK: - A cluster that is just starting

  @Test func brokersThatAreNotThereYetAreWaitedForWhereAskedTo() async throws {
    try await AppliedTopics.run { applied async throws in
      for broker in Int32(1)...3 { try await applied.cluster.stop(broker) }
      #expect(try await !applied.apply([Self.audit]))
      #expect(applied.notices.isEmpty)
      #expect(applied.lines.first?.hasPrefix("FAILED  the topics can not be read: Metadata: ") == true, "\(applied.lines)")
      applied.forget()
      async let isWhole = applied.apply([Self.audit], wait: .seconds(30))
      try await eventually("it says what it waits for") {
        applied.notices.first?.hasPrefix("waiting up to 30s for the cluster: Metadata: ") == true
      }
      for broker in Int32(1)...3 { try await applied.cluster.restart(broker) }
      #expect(try await isWhole)
      #expect(try await applied.replicas(of: "audit") == [2, 2, 2])
    }
  }

  @Test(arguments: [true, false]) func tooFewBrokersAreWaitedForWhereAskedTo(waits: Bool) async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(.error(.invalidReplicationFactor), on: .createTopics, times: 2)
      #expect(try await applied.apply([Self.audit], wait: waits ? .seconds(20) : .zero) == waits)
      #expect(applied.cluster.count(.createTopics) == (waits ? 3 : 1))
      #expect(try await (applied.replicas(of: "audit") != nil) == waits)
    }
  }

  @Test func itReturnsWhenEveryBrokerKnowsTheLeaders() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.edit(MetadataRequest.self, broker: 2, times: 4) { _, _, answer in
        answer.topics = answer.topics.map { .init(errorCode: .unknownTopicOrPartition, name: $0.name) }
      }
      #expect(try await applied.apply([Self.audit]))
      #expect(applied.cluster.count(.metadata, broker: 2) > 4)
      #expect(applied.lines.last == "created 1 of 1; every partition has a leader")
    }
  }

  @Test func leadersThatDoNotComeAreAFailure() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.edit(MetadataRequest.self, broker: 2) { _, request, answer in
        for topic in answer.topics.indices {
          for partition in answer.topics[topic].partitions.indices.dropFirst() {
            answer.topics[topic].partitions[partition].leaderId = -1
          }
        }
      }
      #expect(try await !applied.apply([Self.audit], standstill: .milliseconds(500)))
      #expect(
        applied.lines.suffix(2) == [
          "FAILED  audit: it is not ready: broker 2: no leader for partition 1, partition 2", "created 1 of 1",
        ])
    }
  }

  @Test func aBrokerThatHangsHoldsUpNobody() async throws {
    try await AppliedTopics.run { applied async throws in
      try await applied.cluster.inject(.noAnswer, broker: 3)
      #expect(try await applied.apply([Self.audit, Self.events]), "\(applied.lines)")
      #expect(try await applied.replicas(of: "events") == [3])
    }
  }

  // MARK: - Others

  @Test func twoAtOnceMakeEachTopicOnce() async throws {
    try await AppliedTopics.run { applied async throws in
      let topics = (0..<60).map { WantedTopic(name: "t\($0)", partitions: 2, replicationFactor: 2, configs: ["retention.ms": "1000"]) }
      async let first = applied.apply(topics)
      async let second = applied.apply(topics.reversed())
      #expect(try await first)
      #expect(try await second)
      for topic in topics { #expect(try await applied.replicas(of: topic.name) == [2, 2]) }
      let created = applied.lines.filter { $0.hasPrefix("created ") && $0.contains(" of ") }
        .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
      #expect(created.reduce(0, +) == 60)
      #expect(!applied.lines.contains { $0.hasPrefix("~") || $0.hasPrefix("!") || $0.hasPrefix("FAILED") })
    }
  }

  @Test func whatOthersMadeMeanwhileIsCompared() async throws {
    try await AppliedTopics.run { applied async throws in
      // It is not there when it is looked for, and is when it is created.
      try await applied.cluster.change { _ = try $0.createTopic("audit", replicas: [[1]]) }
      try await applied.cluster.edit(MetadataRequest.self, times: 1) { _, _, answer in
        answer.topics = answer.topics.map { .init(errorCode: .unknownTopicOrPartition, name: $0.name) }
      }
      #expect(try await applied.apply([Self.audit]))
      #expect(applied.lines.first?.hasPrefix("+ audit: ") == true)
      #expect(applied.lines.contains("created by somebody else meanwhile:"))
      #expect(applied.lines.contains("    partitions: 3 in the file, 1 in the cluster"))
      #expect(applied.lines.last == "created 0 of 1; every partition has a leader")
    }
  }

  @Test func oldBrokersHaveNoDefaultsToGive() async throws {
    let old = BrokerVersions([.apiVersions: 0...3, .metadata: 0...8, .describeConfigs: 1...2, .createTopics: 0...3])
    try await AppliedTopics.run(versions: old) { applied async throws in
      #expect(try await applied.apply([Self.audit, Self.events]))
      #expect(try await !applied.apply([WantedTopic(name: "plain", partitions: 1)]))
      #expect(applied.lines.contains { $0.hasPrefix("FAILED  plain: CreateTopics to ") })
      #expect(
        applied.lines.contains("        brokers before Kafka 2.4 have no defaults to give: say partitions and replication in the file"))
    }
  }
}
