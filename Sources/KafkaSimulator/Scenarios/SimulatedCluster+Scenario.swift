package import Transport

extension SimulatedCluster {
  /// The brokers of a scenario and nothing else yet; `begin` makes the rest.
  package convenience init(for scenario: Scenario, startingAt now: Timestamp, loop: EventLoop? = nil) {
    self.init(
      brokers: scenario.brokers.map { Broker(id: $0.id, rack: $0.rack) }, startingAt: now, loop: loop, seed: scenario.seed)
  }

  /// Makes the topics and groups of a scenario. From now on things happen in the cluster, as its time goes by.
  ///
  /// - Parameter onEvent: called when an event begins or ends.
  /// - Throws: what the cluster refuses, such as a value that a topic's config cannot have.
  package func begin(_ scenario: Scenario, onEvent: ((Scenario.Event, _ begins: Bool) -> Void)? = nil) throws(Refusal) {
    for declared in scenario.topics {
      for name in Scenario.names(declared.name, count: declared.count) {
        let topic = try create(name, as: declared)
        if let history = declared.history {
          seed(topic, records: history.records, ofSize: history.size, after: now - history.over, upTo: now)
        }
      }
    }
    let traffic = scenario.traffic.flatMap { traffic in
      scenario.topics(named: traffic.topic).map { name in
        TopicTraffic(traffic, topic: name, partitions: topics[name]?.partitions.count ?? 0, using: &generator)
      }
    }
    let groups = try form(scenario, busyTopics: Set(traffic.map(\.topic)))
    let runner = ScenarioRunner(
      scenario, start: now, traffic: traffic, crews: groups.crews, busyReaders: groups.busy, idleReaders: groups.idle)
    runner.onEvent = onEvent
    runner.start(self)
    self.scenario = runner
  }

  /// Creates a topic as it is declared.
  @discardableResult
  func create(_ name: String, as declared: Scenario.Topics) throws(Refusal) -> Topic {
    try createTopic(
      name, partitions: declared.partitions, replicationFactor: declared.replication, configuration: declared.configs)
  }

  /// Creates the groups, their members included, with what they have committed.
  private func form(
    _ scenario: Scenario, busyTopics: Set<String>
  ) throws(Refusal) -> (crews: [GroupCrew], busy: [GroupReader], idle: [GroupReader]) {
    var crews: [GroupCrew] = []
    var busy: [GroupReader] = []
    var idle: [GroupReader] = []
    for declared in scenario.groups {
      let topics = Set(declared.topics.flatMap { scenario.topics(named: $0) }).sorted()
      for name in Scenario.names(declared.name, count: declared.count) {
        let crew = GroupCrew(name, of: declared, topics: topics)
        try crew.form(in: self)
        crews.append(crew)
        // Groups do not all commit at the same time.
        let firstCommit = declared.commit * Double.random(in: 0..<1, using: &generator)
        var reader = GroupReader(name, of: declared, topics: topics, nextCommit: firstCommit)
        reader.begin(behind: declared.behind, in: self)
        if busyTopics.isDisjoint(with: topics) { idle.append(reader) } else { busy.append(reader) }
      }
    }
    return (crews, busy, idle)
  }
}
