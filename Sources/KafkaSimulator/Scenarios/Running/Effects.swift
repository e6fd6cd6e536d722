/// What the events that are under way come to, together.
struct Effects: Equatable {
  struct StuckPartition: Hashable {
    var topic: String
    var partition: Int32
  }

  struct BrokerFault: Hashable {
    var broker: Int32
    /// Nil for one that never answers.
    var delay: Duration?
  }

  /// By how much a topic's traffic is multiplied; absent for 1.
  private(set) var bursts: [String: Double] = [:]
  /// How many records a second a group reads at most.
  private(set) var rates: [String: Double] = [:]
  private(set) var stuck: [String: Set<StuckPartition>] = [:]
  private(set) var stoppedGroups: Set<String> = []
  /// The pauses between the changes of a group's members.
  private(set) var storms: [String: Duration] = [:]
  private(set) var deadBrokers: Set<Int32> = []
  /// What is wrong with brokers that are alive.
  private(set) var brokerFaults: Set<BrokerFault> = []
  private(set) var missingTopics: Set<String> = []
  /// At which age a topic's records are deleted.
  private(set) var retention: [String: Duration] = [:]

  init() {}

  /// Where several events concern the same thing, bursts multiply, and of the rest the stronger one counts.
  init(_ actions: [Scenario.Action], in scenario: Scenario) {
    for action in actions {
      switch action {
      case .burst(let topic, let times):
        for name in scenario.topics(named: topic) { bursts[name, default: 1] *= times }
      case .slow(let group, let rate):
        for name in scenario.groups(named: group) { rates[name] = min(rates[name] ?? rate, rate) }
      case .stuck(let group, let topic, let partition):
        let partitions = scenario.topics(named: topic).map { StuckPartition(topic: $0, partition: partition) }
        for name in scenario.groups(named: group) { stuck[name, default: []].formUnion(partitions) }
      case .stop(let group):
        stoppedGroups.formUnion(scenario.groups(named: group))
      case .rebalance(let group, let pause):
        for name in scenario.groups(named: group) { storms[name] = min(storms[name] ?? pause, pause) }
      case .brokerDown(let id):
        deadBrokers.insert(id)
      case .brokerHangs(let id):
        brokerFaults.insert(BrokerFault(broker: id, delay: nil))
      case .brokerSlow(let id, let delay):
        brokerFaults.insert(BrokerFault(broker: id, delay: delay))
      case .recreate(let topic):
        missingTopics.formUnion(scenario.topics(named: topic))
      case .retention(let topic, let keep):
        for name in scenario.topics(named: topic) { retention[name] = min(retention[name] ?? keep, keep) }
      }
    }
  }
}
