package import KafkaProtocol
package import Transport

/// A Kafka cluster as a value in memory: brokers, topics, groups, and the time. It knows nothing of sockets.
///
/// Whoever owns it is the only one to touch it. The time is passed in with `advance(to:)`: whatever a real cluster does by itself as time goes by
/// (ending waits, expiring members, deleting old records) happens there.
package final class SimulatedCluster {
  package let clusterID: String
  package private(set) var now: Timestamp
  package internal(set) var brokers: [Int32: Broker]
  /// The broker that stands for the active controller; -1 when none is alive.
  package internal(set) var controller: Int32
  package internal(set) var topics: [String: Topic] = [:]
  package internal(set) var topicNames: [KafkaUUID: String] = [:]
  package internal(set) var groups: [String: Group] = [:]
  var groupDeadlines = GroupDeadlines()
  /// Another one after each change of a topic's existence or number of partitions: consumer groups look at their topics again then.
  var topicsRevision: UInt64 = 0
  var groupsSawTopics: UInt64 = 0
  package let defaults: ClusterDefaults
  package let waits: WaitList
  /// What happens by itself; nil where nothing does.
  var scenario: ScenarioRunner?
  /// What goes wrong on the way between the brokers and their clients.
  package internal(set) var faults = FaultTable()
  var generator: SeededGenerator
  private var placements: [[Int32]: [Int32]] = [:]

  /// - Parameters:
  ///   - loop: where answers that wait are resumed; nil for who drives a cluster without sockets.
  ///   - seed: everything random comes from it: topic ids, member ids, where the first replica goes.
  package init(
    brokers: [Broker], clusterID: String = "simulatedKafkaClusterA", defaults: ClusterDefaults = ClusterDefaults(),
    startingAt now: Timestamp, loop: EventLoop? = nil, seed: UInt64 = 1
  ) {
    self.clusterID = clusterID
    self.brokers = Dictionary(brokers.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    self.controller = brokers.map(\.id).min() ?? -1
    self.defaults = defaults
    self.now = now
    self.waits = WaitList(loop: loop)
    self.generator = SeededGenerator(seed: seed)
  }

  /// Brokers that are alive, by id.
  package var liveBrokers: [Broker] { brokers.values.filter(\.isAlive).sorted { $0.id < $1.id } }

  /// Lets time pass. A moment that is over already changes nothing.
  package func advance(to moment: Timestamp) {
    guard moment >= now else { return }
    while let scenario, scenario.nextStep <= moment {
      pass(to: scenario.nextStep)
      scenario.run(self)
    }
    pass(to: moment)
  }

  private func pass(to moment: Timestamp) {
    now = moment
    advanceGroups()
    waits.expire(at: now)
  }

  /// The one copy of a list of brokers that all partitions placed alike share.
  func shared(_ brokers: [Int32]) -> [Int32] {
    if let known = placements[brokers] { return known }
    placements[brokers] = brokers
    return brokers
  }

  /// An id that nothing else has.
  func newID() -> KafkaUUID {
    // Version 4, variant 1 (RFC 9562), as Kafka's own.
    let high = generator.next() & ~0xF000 | 0x4000
    let low = generator.next() & (1 << 62 - 1) | 1 << 63
    return KafkaUUID(high: high, low: low)
  }
}

/// What a broker's configuration says where a topic's or a request does not.
package struct ClusterDefaults: Sendable {
  /// `num.partitions`
  package var partitions: Int32 = 1
  /// `default.replication.factor`
  package var replicationFactor: Int16 = 1
  /// `auto.create.topics.enable`
  package var createsTopics = true
  /// `offsets.topic.num.partitions`
  package var offsetsPartitions: Int32 = 50
  /// `offsets.topic.replication.factor`, at most one replica a broker.
  package var offsetsReplicationFactor: Int16 = 3
  /// `group.initial.rebalance.delay.ms`
  package var initialRebalanceDelay: Duration = .zero
  /// What else the brokers' server.properties set, under Kafka's names: `log.retention.hours` and so on.
  package var properties: [String: String] = [:]

  package init() {}
}
