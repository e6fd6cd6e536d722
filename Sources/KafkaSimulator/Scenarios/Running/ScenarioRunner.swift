/// Moves a cluster as its scenario says, in steps of equal length: what happens depends on the scenario alone, not on how often time is passed in.
package final class ScenarioRunner {
  package static let step = Duration.milliseconds(200)
  /// How long a group is busy when members return to it.
  private static let rebalance = Duration.seconds(3)

  private static let retentionConfig = "retention.ms"

  package let scenario: Scenario
  /// Called when an event begins or ends.
  package var onEvent: ((Scenario.Event, _ begins: Bool) -> Void)?
  /// When the next step is due.
  private(set) var nextStep: Timestamp
  private let start: Timestamp
  private var schedule: EventSchedule
  private var effects = Effects()
  private var traffic: [TopicTraffic]
  private var crews: [String: GroupCrew]
  /// Groups with a topic that has traffic; they are looked at in every step.
  private var busyReaders: [GroupReader]
  /// The others. Of those that have read everything, one is looked at in each step: a client may have written something.
  private var idleReaders: [GroupReader]
  private var nextIdleReader = 0
  private var storms: [RebalanceStorm] = []
  private var faults: [Effects.BrokerFault: FaultTable.ID] = [:]
  /// Topics that were deleted, and are to be created again when their time without being is over.
  private var awaitedTopics: Set<String> = []

  init(
    _ scenario: Scenario, start: Timestamp, traffic: [TopicTraffic], crews: [GroupCrew], busyReaders: [GroupReader],
    idleReaders: [GroupReader]
  ) {
    self.scenario = scenario
    self.start = start
    self.nextStep = start + Self.step
    self.schedule = EventSchedule(scenario.events)
    self.traffic = traffic
    self.crews = Dictionary(crews.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    self.busyReaders = busyReaders
    self.idleReaders = idleReaders
  }

  /// What begins at the start begins.
  func start(_ cluster: SimulatedCluster) {
    runEvents(at: .zero, in: cluster)
  }

  /// One step: what is written, read and committed while the events last that were under way, then what begins and ends now.
  ///
  /// - Parameter cluster: its time is `nextStep`.
  func run(_ cluster: SimulatedCluster) {
    let moment = nextStep - start
    nextStep = nextStep + Self.step
    write(until: moment, to: cluster)
    for index in busyReaders.indices { read(&busyReaders[index], at: moment, from: cluster) }
    nextIdleReader = (nextIdleReader + 1) % max(1, idleReaders.count)
    for index in idleReaders.indices where !idleReaders[index].isCaughtUp || index == nextIdleReader {
      read(&idleReaders[index], at: moment, from: cluster)
    }
    runEvents(at: moment, in: cluster)
  }

  // MARK: - Events

  private func runEvents(at moment: Duration, in cluster: SimulatedCluster) {
    let changes = schedule.advance(to: moment)
    if !changes.isEmpty {
      let next = Effects(schedule.active, in: scenario)
      let last = effects
      effects = next
      apply(next, after: last, at: moment, to: cluster)
      for change in changes { onEvent?(change.event, change.begins) }
    }
    for index in storms.indices {
      guard let crew = crews[storms[index].group] else { continue }
      storms[index].change(at: moment, crew: crew, in: cluster)
    }
    if !awaitedTopics.isEmpty { createAwaitedTopics(in: cluster) }
  }

  /// Goes from the effects that were to the next ones.
  private func apply(_ next: Effects, after last: Effects, at moment: Duration, to cluster: SimulatedCluster) {
    for id in next.deadBrokers.subtracting(last.deadBrokers).sorted() { cluster.stopBroker(id) }
    for id in last.deadBrokers.subtracting(next.deadBrokers).sorted() { cluster.startBroker(id) }
    // As the controller does some minutes later in a real cluster.
    if next.deadBrokers.isEmpty, !last.deadBrokers.isEmpty { cluster.electPreferredLeaders() }
    for fault in last.brokerFaults.subtracting(next.brokerFaults) { faults.removeValue(forKey: fault).map { cluster.faults.remove($0) } }
    for fault in next.brokerFaults.subtracting(last.brokerFaults) {
      faults[fault] = cluster.faults.add(fault.delay.map { .slow($0) } ?? .noAnswer, to: FaultScope(broker: fault.broker))
    }
    for name in next.missingTopics.subtracting(last.missingTopics).sorted() {
      try? cluster.deleteTopic(name)
      awaitedTopics.insert(name)
    }
    for name in Set(next.retention.keys).union(last.retention.keys).sorted() { setRetention(of: name, in: cluster) }
    changeMembers(next, after: last, at: moment, in: cluster)
  }

  private func changeMembers(_ next: Effects, after last: Effects, at moment: Duration, in cluster: SimulatedCluster) {
    for name in next.stoppedGroups.subtracting(last.stoppedGroups).sorted() {
      commit(name, to: cluster)
      crews[name]?.leave(cluster)
    }
    storms.removeAll { next.storms[$0.group] == nil }
    for (name, pause) in next.storms.sorted(by: { $0.key < $1.key }) where last.storms[name] == nil {
      storms.append(RebalanceStorm(name, pause: pause, start: moment))
    }
    for name in last.stoppedGroups.union(last.storms.keys).sorted() where !next.stoppedGroups.contains(name) && next.storms[name] == nil {
      crews[name]?.returnAll(to: cluster, rebalance: Self.rebalance)
    }
  }

  /// As long as records are deleted early, the topic's configuration says so.
  private func setRetention(of name: String, in cluster: SimulatedCluster) {
    let declared = scenario.declaration(ofTopic: name)?.configs[Self.retentionConfig]
    let keep = effects.retention[name].map { String($0.wholeMilliseconds) }
    cluster.topics[name]?.configuration[Self.retentionConfig] = keep ?? declared
  }

  private func commit(_ group: String, to cluster: SimulatedCluster) {
    for index in busyReaders.indices where busyReaders[index].group == group { busyReaders[index].commit(to: cluster) }
    for index in idleReaders.indices where idleReaders[index].group == group { idleReaders[index].commit(to: cluster) }
  }

  /// With too few brokers alive it is tried again in the next step.
  private func createAwaitedTopics(in cluster: SimulatedCluster) {
    for name in awaitedTopics.subtracting(effects.missingTopics).sorted() {
      if cluster.topics[name] == nil, let declared = scenario.declaration(ofTopic: name) { _ = try? cluster.create(name, as: declared) }
      guard cluster.topics[name] != nil else { continue }
      awaitedTopics.remove(name)
      if effects.retention[name] != nil { setRetention(of: name, in: cluster) }
    }
  }

  // MARK: - Records

  private func write(until moment: Duration, to cluster: SimulatedCluster) {
    let (from, now) = (cluster.now - Self.step, cluster.now)
    for index in traffic.indices {
      guard let topic = cluster.topics[traffic[index].topic] else { continue }
      let size = traffic[index].recordSize
      traffic[index].write(from: moment - Self.step, to: moment, times: effects.bursts[topic.name] ?? 1) { partition, count in
        cluster.append(count, ofSize: size, to: topic, partition, after: from, upTo: now)
      }
    }
  }

  private func read(_ reader: inout GroupReader, at moment: Duration, from cluster: SimulatedCluster) {
    reader.read(for: Self.step, from: cluster, effects: effects)
    reader.commitIfDue(at: moment, to: cluster)
  }
}
