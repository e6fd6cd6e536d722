import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

@testable import KafkaExporter

/// librdkafka and our own client against a simulated cluster: what happens there can be arranged, where real brokers need luck.
struct ProbeOnSimulatorTests {
  @Test func recordsComeBackFromEveryBroker() async throws {
    try await Self.run { probe, cluster in
      let facts = try await eventually(within: .seconds(20), "records come back from every broker") { () -> ProbeFacts? in
        let facts = probe.facts
        return facts.brokers.count { ($0.records?.received ?? 0) > 5 } == 3 ? facts : nil
      }
      for broker in facts.brokers {
        let counts = try #require(broker.records)
        #expect(counts.failed.isEmpty && counts.lost == 0 && counts.duplicated == 0 && counts.unexpected == 0)
        #expect(counts.sent == counts.acknowledged + UInt64(broker.inFlight))
      }
      try await eventually(within: .seconds(10), "commits are answered") { probe.facts.brokers.contains { $0.commitSeconds.count > 2 } }
      #expect(cluster.count(.createTopics) == 1)
      // These brokers create what they are asked for: nobody asked before the topic was there in its right shape.
      let replicas = try await cluster.server.withCluster { $0.topics["_kafka_exporter_probe"]?.partitions.map(\.replicas.count) }
      #expect(replicas == [3, 3, 3])
    }
  }

  @Test func whatABrokerRefusesIsCountedWithItsReasonAndNotLost() async throws {
    try await Self.run { probe, cluster in
      try await eventually(within: .seconds(20), "records come back") { probe.facts.brokers.contains { ($0.records?.received ?? 0) > 5 } }
      try await cluster.inject(.error(.topicAuthorizationFailed), on: .produce)
      try await eventually(within: .seconds(20), "records are refused") {
        probe.facts.brokers.contains { ($0.records?.failed[.unauthorized] ?? 0) > 5 }
      }
      try await cluster.heal()
      let refused = probe.facts.brokers.compactMap(\.records).reduce(0) { $0 + $1.received }
      try await eventually(within: .seconds(20), "records come back again") {
        probe.facts.brokers.compactMap(\.records).reduce(0) { $0 + $1.received } > refused + 30
      }
      #expect(probe.facts.brokers.compactMap(\.records).allSatisfy { $0.lost == 0 && $0.unexpected == 0 })
    }
  }

  @Test func whatACutTookIsLostWhenNothingComesAfterItEither() async throws {
    try await Self.run { probe, cluster in
      try await eventually(within: .seconds(20), "records come back") { probe.facts.brokers.count { ($0.records?.received ?? 0) > 5 } == 3 }
      try await cluster.inject(.error(.topicAuthorizationFailed), on: .fetch)
      try await eventually(within: .seconds(20), "records wait") { probe.facts.brokers.allSatisfy { $0.waiting > 5 } }
      try await cluster.inject(.error(.topicAuthorizationFailed), on: .produce)
      let waiting = try await eventually(within: .seconds(20), "nothing is in flight") { () -> Int? in
        let brokers = probe.facts.brokers
        return brokers.contains { $0.inFlight > 1 } ? nil : brokers.reduce(0) { $0 + $1.waiting }
      }
      try await cluster.change { cluster in
        guard let topic = cluster.topics["_kafka_exporter_probe"] else { return }
        for partition in topic.partitions.indices { cluster.truncate(topic, Int32(partition), to: 0) }
      }
      try await eventually(within: .seconds(30), "all of them are lost") {
        let brokers = probe.facts.brokers
        return brokers.allSatisfy { $0.waiting == 0 } && brokers.compactMap(\.records).reduce(0) { $0 + $1.lost } >= UInt64(waiting)
      }
      try await cluster.heal()
      let received = probe.facts.brokers.compactMap(\.records).reduce(0) { $0 + $1.received }
      try await eventually(within: .seconds(20), "records come back from the cut logs") {
        probe.facts.brokers.compactMap(\.records).reduce(0) { $0 + $1.received } > received + 30
      }
      #expect(probe.facts.brokers.compactMap(\.records).allSatisfy { $0.duplicated == 0 })
    }
  }

  private static func run(_ body: (Probe, TestCluster) async throws -> Void) async throws {
    let cluster = try await TestCluster()
    let loop = try EventLoop(name: "client")
    var values = SettingValues()
    values.set(Settings.probeEnabled.declaration.path, to: true)
    values.set(Settings.probeInterval.declaration.path, to: Duration.milliseconds(50))
    values.set(Settings.probeCommitInterval.declaration.path, to: Duration.milliseconds(100))
    let settings = try #require(ProbeSettings(values))
    let logger = Logger(LogConfiguration(level: .error, format: .logfmt)) { _ in }
    let probe = Probe(settings, client: ClientSettings(bootstrap: cluster.bootstrap), loop: loop, logger: logger)
    probe.start()
    var failure: (any Error)?
    do { try await body(probe, cluster) } catch { failure = error }
    await probe.stop()
    await loop.shutdown()
    await cluster.close()
    if let failure { throw failure }
  }
}
