import KafkaProtocol
import YAML

// What must fit together though each value is right by itself.
extension ScenarioFile {
  mutating func checkRelations(root: FieldReader) {
    // Sizes first: what is far too large is not looked at name by name.
    guard checkSizes(root) else { return }
    checkNames()
    checkReplication()
    for reference in references {
      if let message = problem(with: reference.target) { problems.append(reference.place.error(message)) }
    }
  }

  // MARK: - Sizes

  private mutating func checkSizes(_ root: FieldReader) -> Bool {
    let before = problems.count
    let partitions = scenario.topics.map { ($0.count ?? 1).multipliedClamping(by: Int($0.partitions)) }
    limit(partitions, to: ScenarioLimits.partitions, "partitions", at: root.place("topics"))
    limit(scenario.groups.map { $0.count ?? 1 }, to: ScenarioLimits.commits, "groups", at: root.place("groups"))
    guard problems.count == before else { return false }

    limit([scenario.events.count], to: ScenarioLimits.events, "events", at: root.place("events"))
    let commits = scenario.groups.map { group in
      group.topics.map { scenario.partitions(ofTopic: $0) }.reduce(0, +).multipliedClamping(by: group.count ?? 1)
    }
    limit(commits, to: ScenarioLimits.commits, "partitions to commit for", at: root.place("groups"))
    let active = Set(scenario.traffic.map(\.topic))
    limit(
      active.map { scenario.partitions(ofTopic: $0) }, to: ScenarioLimits.activePartitions, "partitions with traffic",
      at: root.place("traffic"))
    let reads = scenario.groups.map { group in
      group.topics.filter(active.contains).map { scenario.partitions(ofTopic: $0) }.reduce(0, +).multipliedClamping(by: group.count ?? 1)
    }
    limit(reads, to: ScenarioLimits.activeReads, "partitions with traffic, over all groups", at: root.place("groups"))
    return problems.count == before
  }

  private mutating func limit(_ numbers: [Int], to limit: Int, _ what: String, at place: YAMLReader) {
    let total = numbers.reduce(0) { $0.addingClamping($1) }
    if total > limit { problems.append(place.error("\(total) \(what) in all; allowed: at most \(limit)")) }
  }

  // MARK: - Names

  private mutating func checkNames() {
    var ids: [Int32: String] = [:]
    for (broker, place) in zip(scenario.brokers, places.brokers) {
      if let other = ids.updateValue(place.path, forKey: broker.id) {
        problems.append(place.error("\(broker.id) is already the id of \(other); allowed: an id of its own for each broker"))
      }
    }
    // Kafka's metrics write . and _ alike, so two topics cannot differ in that alone.
    check(scenario.topics.map { ($0.name, $0.count) }, at: places.topics, kind: "topic", key: TopicName.metricName)
    check(scenario.groups.map { ($0.name, $0.count) }, at: places.groups, kind: "group") { $0 }
  }

  /// - Parameter key: what must be different.
  private mutating func check(
    _ declared: [(name: String, count: Int?)], at places: [FieldReader], kind: String, key: (String) -> String
  ) {
    var owners: [String: (name: String, path: String)] = [:]
    for ((name, count), fields) in zip(declared, places) {
      // The name itself counts too: it stands for all of them.
      for each in Set(Scenario.names(name, count: count) + [name]).sorted() {
        guard let owner = owners.updateValue((each, fields.reader.path), forKey: key(each)) else { continue }
        let problem =
          owner.name == each
          ? "is already a \(kind) of \(owner.path)"
          : "collides with \(Spelling.quoted(owner.name)) of \(owner.path), for . and _ count alike"
        problems.append(fields.place("name").error("\(Spelling.quoted(each)) \(problem); allowed: a name of its own for each"))
        break
      }
    }
  }

  private mutating func checkReplication() {
    let brokers = scenario.brokers.count
    for (topics, fields) in zip(scenario.topics, places.topics) where topics.replication > brokers {
      problems.append(
        fields.place("replication").error(
          "\(topics.replication) replicas, but there are \(brokers) brokers; allowed: an integer from 1 to \(brokers)"))
    }
  }

  // MARK: - References

  private func problem(with target: Reference.Target) -> String? {
    switch target {
    case .topic(let name):
      guard scenario.topics(named: name).isEmpty else { return nil }
      return missing("topic", name, among: scenario.topics.map(\.name))
    case .group(let name):
      guard scenario.groups(named: name).isEmpty else { return nil }
      return missing("group", name, among: scenario.groups.map(\.name))
    case .broker(let id):
      let ids = scenario.brokers.map(\.id)
      guard !ids.contains(id) else { return nil }
      return "there is no broker \(id); allowed: \(ids.map(String.init).joined(separator: ", "))"
    case .partition(let partition, let topic):
      guard let declared = scenario.declaration(ofTopic: topic), partition >= declared.partitions else { return nil }
      return "\(topic) has no partition \(partition); allowed: an integer from 0 to \(declared.partitions - 1)"
    case .topicOfGroup(let topic, let group):
      guard let declared = scenario.declaration(ofGroup: group) else { return nil }
      let read = declared.topics.flatMap { [$0] + scenario.topics(named: $0) }
      return read.contains(topic)
        ? nil : "\(group) does not read \(Spelling.quoted(topic)); allowed: \(declared.topics.joined(separator: ", "))"
    }
  }

  private func missing(_ kind: String, _ name: String, among names: [String]) -> String {
    guard !names.isEmpty else { return "there is no \(kind) \(Spelling.quoted(name)): none is declared" }
    let known = Set(names).sorted()
    let shown = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? ", ..." : "")
    return "there is no \(kind) \(Spelling.quoted(name))\(Spelling.hint(for: name, among: known)); allowed: \(shown)"
  }
}

extension Scenario {
  /// The declaration that a name refers to, its own or that of one of many.
  func declaration(ofTopic name: String) -> Topics? {
    topics.first { $0.name == name } ?? topics.first { $0.count != nil && name.hasPrefix("\($0.name)-") && topics(named: name) == [name] }
  }

  func declaration(ofGroup name: String) -> Groups? {
    groups.first { $0.name == name } ?? groups.first { $0.count != nil && name.hasPrefix("\($0.name)-") && groups(named: name) == [name] }
  }

  /// Of all topics that a name stands for; 0 when there are none.
  func partitions(ofTopic name: String) -> Int {
    guard let declared = declaration(ofTopic: name) else { return 0 }
    return (declared.name == name ? declared.count ?? 1 : 1).multipliedClamping(by: Int(declared.partitions))
  }
}

extension Int {
  fileprivate func multipliedClamping(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  fileprivate func addingClamping(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
