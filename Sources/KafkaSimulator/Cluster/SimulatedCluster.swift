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
  /// The active controller, which leads the metadata quorum; -1 when no voter is alive.
  package var controller: Int32 { quorum.leader }
  package internal(set) var topics: [String: Topic] = [:]
  package internal(set) var topicNames: [KafkaUUID: String] = [:]
  package internal(set) var groups: [String: Group] = [:]
  /// Only names that another could be too much like.
  var topicsByMetricName: [String: String] = [:]
  var groupDeadlines = GroupDeadlines()
  /// Another one after each change of a topic's existence or number of partitions: consumer groups look at their topics again then.
  var topicsRevision: UInt64 = 0
  var groupsSawTopics: UInt64 = 0
  package let defaults: ClusterDefaults
  /// What the brokers' configuration comes to, under Kafka's names.
  let brokerProperties: [String: String]
  /// Replicas that are being moved, by topic and partition; nearly always none.
  var reassignments: [String: [Int32: Reassignment]] = [:]
  package internal(set) var quorum: MetadataQuorum
  package let waits: WaitList
  /// What happens by itself; nil where nothing does.
  var scenario: ScenarioRunner?
  /// What goes wrong on the way between the brokers and their clients.
  package internal(set) var faults = FaultTable()
  var generator: SeededGenerator
  /// Of each broker that was asked for one.
  var fetchSessions: [Int32: FetchSessionCache] = [:]
  /// When old records were last looked for.
  var lastRetention: Timestamp
  /// The next producer that asks for an id gets this one.
  var nextProducerID: Int64 = 0
  private var placements: Set<Placement> = []

  /// - Parameters:
  ///   - loop: where answers that wait are resumed; nil for who drives a cluster without sockets.
  ///   - seed: everything random comes from it: topic ids, member ids, where the first replica goes.
  package init(
    brokers: [Broker], clusterID: String = "simulatedKafkaClusterA", defaults: ClusterDefaults = ClusterDefaults(),
    startingAt now: Timestamp, loop: EventLoop? = nil, seed: UInt64 = 1
  ) {
    self.clusterID = clusterID
    self.brokers = Dictionary(brokers.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    self.defaults = defaults
    self.brokerProperties = defaults.brokerProperties
    self.quorum = MetadataQuorum(brokers: self.brokers.keys.sorted(), startingAt: now)
    self.now = now
    self.lastRetention = now
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
    enforceRetention()
    waits.expire(at: now)
  }

  /// The one copy of a placement, which all partitions placed alike share.
  func shared(_ placement: Placement) -> Placement {
    placements.insert(placement).memberAfterInsert
  }

  /// An id that nothing else has.
  func newID() -> KafkaUUID {
    // Version 4, variant 1 (RFC 9562), as Kafka's own.
    let high = generator.next() & ~0xF000 | 0x4000
    let low = generator.next() & (1 << 62 - 1) | 1 << 63
    return KafkaUUID(high: high, low: low)
  }
}
