import KafkaProtocol
import YAML

extension Scenario {
  /// Reads a scenario from the text of its file.
  ///
  /// - Parameter file: its name as the user gave it, for messages.
  /// - Throws: everything that is wrong, at once: with the line, the key path and what is allowed.
  package init(parsing text: [UInt8], file: String) throws(ScenarioError) {
    let document: YAMLDocument
    do throws(YAMLError) {
      document = try YAMLDocument(parsing: text, file: file)
    } catch {
      throw ScenarioError([error])
    }
    var reading = ScenarioFile(document.reader)
    reading.read()
    guard reading.problems.isEmpty else { throw ScenarioError(reading.problems) }
    self = reading.scenario
  }
}

/// A scenario's file while it is read: first each key by itself, then whether what they say fits together.
struct ScenarioFile {
  static let keys = ["about", "seed", "every", "brokers", "topics", "traffic", "groups", "events"]
  static let brokerKeys = ["id", "rack"]
  static let topicKeys = ["name", "count", "partitions", "replication", "configs", "history"]
  static let historyKeys = ["records", "size", "over"]
  static let trafficKeys = ["topic", "rate", "size", "wave", "skew"]
  static let groupKeys = ["name", "count", "type", "members", "topics", "rate", "commit", "behind"]

  static let count = FieldType<Int>.integer(1...1_000_000)
  static let rate = FieldType<Double>.number(0...100_000_000, unit: " records a second")
  static let recordSize = FieldType<Int>.size(upTo: 512 << 10)
  static let wait = FieldType<Duration>.duration(from: ScenarioRunner.step, to: .seconds(86_400))
  static let topicName = FieldType<String>.name(allowed: "1 to 249 ASCII letters, digits, '.', '_' and '-'") {
    TopicName.problem($0).map { "invalid name: \($0)" }
  }
  static let groupName = FieldType<String>.name(allowed: "any text but the empty one") { $0.isEmpty ? "the name is empty" : nil }

  var scenario = Scenario()
  var problems: [YAMLError] = []
  /// What names a topic, a group or a broker that is declared elsewhere.
  var references: [Reference] = []
  /// Where each declaration stands.
  var places = Places()
  private let root: YAMLReader

  /// Something that is only right when what it names is declared.
  struct Reference {
    enum Target {
      case topic(String)
      case group(String)
      case broker(Int32)
      case partition(Int32, topic: String)
      /// The group reads the topic.
      case topicOfGroup(topic: String, group: String)
    }

    var target: Target
    var place: YAMLReader
  }

  /// Readers of the declarations, in the order of the scenario's arrays.
  struct Places {
    var brokers: [YAMLReader] = []
    var topics: [FieldReader] = []
    var traffic: [YAMLReader] = []
    var groups: [FieldReader] = []
  }

  init(_ root: YAMLReader) {
    self.root = root
  }

  mutating func read() {
    var fields = FieldReader(root, known: Self.keys)
    scenario.about = fields.value("about", .text) ?? ""
    scenario.seed = UInt64(fields.value("seed", .integer(0...(.max))) ?? 1)
    readBrokers(&fields)
    for item in fields.items("topics") { readTopics(item) }
    for item in fields.items("traffic") { readTraffic(item) }
    for item in fields.items("groups") { readGroups(item) }
    let every = fields.value("every", Self.wait)
    for item in fields.items("events") { readEvent(item, every: every) }
    problems += fields.problems
    checkRelations(root: fields)
  }

  // MARK: - Brokers

  /// Three when nothing is said; a count, or a list with ids and racks.
  private mutating func readBrokers(_ fields: inout FieldReader) {
    let count = FieldType<Int>.integer(1...ScenarioLimits.brokers)
    guard fields.has("brokers"), case .sequence = fields.place("brokers").node.content else {
      let number = fields.value("brokers", count) ?? 3
      scenario.brokers = (1...Int32(clamping: number)).map { Scenario.Broker(id: $0) }
      return
    }
    let items = fields.items("brokers")
    if !(1...ScenarioLimits.brokers).contains(items.count) {
      fields.note(fields.place("brokers").error("\(items.count) brokers; allowed: 1 to \(ScenarioLimits.brokers)"))
    }
    for (index, item) in items.enumerated() {
      var broker = FieldReader(item, known: Self.brokerKeys)
      let id = broker.value("id", .integer(0...Int(Int32.max))) ?? index + 1
      scenario.brokers.append(Scenario.Broker(id: Int32(clamping: id), rack: broker.value("rack", .text)))
      places.brokers.append(broker.place("id"))
      problems += broker.problems
    }
  }

  // MARK: - Topics and traffic

  private mutating func readTopics(_ item: YAMLReader) {
    var fields = FieldReader(item, known: Self.topicKeys)
    let name = fields.required("name", Self.topicName)
    let count = fields.value("count", Self.count)
    let partitions = fields.value("partitions", .integer(1...ScenarioLimits.partitions)) ?? 1
    let replication = fields.value("replication", .integer(1...ScenarioLimits.brokers)) ?? min(3, scenario.brokers.count)
    var topics = Scenario.Topics(
      name: name ?? "", count: count, partitions: Int32(clamping: partitions), replication: Int16(clamping: replication))
    for (entry, value) in fields.entries("configs") {
      if let text = fields.attempt({ () throws(YAMLError) in try Self.config(entry, value) }) { topics.configs[entry.key] = text }
    }
    if fields.has("history") {
      var history = FieldReader(fields.place("history"), known: Self.historyKeys)
      topics.history = Scenario.History(
        records: Int64(history.required("records", .integer(0...1_000_000_000_000)) ?? 0),
        size: Int32(clamping: history.value("size", Self.recordSize) ?? 100),
        over: history.value("over", .duration(from: .zero, to: .seconds(3650 * 86_400))) ?? .seconds(3600))
      problems += history.problems
    }
    problems += fields.problems
    guard name != nil else { return }
    scenario.topics.append(topics)
    places.topics.append(fields)
  }

  private static func config(_ entry: YAMLEntry, _ value: YAMLReader) throws(YAMLError) -> String {
    guard let definition = TopicConfigDefinition.byName[entry.key] else {
      let known = TopicConfigDefinition.all.map(\.name)
      throw YAMLError(
        file: value.file, position: entry.keyPosition, path: value.path,
        message: "topics have no such config\(Spelling.hint(for: entry.key, among: known))")
    }
    let text = try value.string()
    if let problem = definition.problem(with: text) { throw value.error(problem) }
    return text
  }

  private mutating func readTraffic(_ item: YAMLReader) {
    var fields = FieldReader(item, known: Self.trafficKeys)
    let topic = fields.required("topic", Self.topicName)
    let rate = fields.required("rate", Self.rate)
    let traffic = Scenario.Traffic(
      topic: topic ?? "", rate: rate ?? 0, size: Int32(clamping: fields.value("size", Self.recordSize) ?? 100),
      wave: fields.value("wave", .duration(from: .seconds(1), to: .seconds(86_400))), skew: fields.value("skew", .number(0...5)) ?? 0)
    problems += fields.problems
    guard let topic else { return }
    scenario.traffic.append(traffic)
    places.traffic.append(item)
    references.append(Reference(target: .topic(topic), place: fields.place("topic")))
  }

  // MARK: - Groups

  private mutating func readGroups(_ item: YAMLReader) {
    var fields = FieldReader(item, known: Self.groupKeys)
    let name = fields.required("name", Self.groupName)
    var groups = Scenario.Groups(
      name: name ?? "", count: fields.value("count", Self.count), type: fields.value("type", .oneOf) ?? .classic,
      members: fields.value("members", .integer(0...1_000)) ?? 1, topics: [], rate: fields.value("rate", Self.rate),
      commit: fields.value("commit", .duration(from: ScenarioRunner.step, to: .seconds(3600))) ?? .seconds(5),
      behind: Int64(fields.value("behind", .integer(0...1_000_000_000_000)) ?? 0))
    for topic in fields.requiredItems("topics", allowed: "a list of topics") {
      guard let name = fields.attempt(allowed: Self.topicName.allowed, { () throws(YAMLError) in try Self.topicName.read(topic) }) else {
        continue
      }
      groups.topics.append(name)
      references.append(Reference(target: .topic(name), place: topic))
    }
    problems += fields.problems
    guard name != nil else { return }
    scenario.groups.append(groups)
    places.groups.append(fields)
  }
}
