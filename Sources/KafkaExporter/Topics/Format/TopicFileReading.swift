import KafkaProtocol
import YAML

/// A file of topics while it is read: first each key by itself, then whether what they say fits together.
struct TopicFileReading {
  static let keys = ["about", "profile", "defaults", "profiles", "topics"]
  static let settingKeys = TopicSettingKey.allCases.map(\.rawValue)
  static let topicKeys = ["name"] + settingKeys
  static let profileKeys = settingKeys + ["topics"]

  static let topicName = FieldType<String>.name(allowed: "1 to 249 ASCII letters, digits, '.', '_' and '-'") {
    TopicName.problem($0).map { "invalid name: \($0)" }
  }

  private(set) var file: TopicFile
  private(set) var problems: [YAMLError] = []
  private let root: YAMLReader

  init(_ root: YAMLReader) {
    self.root = root
    file = TopicFile(name: root.file)
  }

  mutating func read() {
    var fields = FieldReader(root, known: Self.keys)
    _ = fields.value("about", .text)
    if fields.has("defaults") { file.defaults = settings(fields.place("defaults"), known: Self.settingKeys) }
    readTopics(&fields)
    readProfiles(&fields)
    problems += fields.problems
    // Merged values are judged only when each is sound: a wrong one would make wrong complaints.
    if problems.isEmpty { checkRelations() }
  }

  // MARK: - Topics

  private mutating func readTopics(_ fields: inout FieldReader) {
    let items = fields.requiredItems("topics", allowed: "a list of topics")
    guard (1...TopicFileLimits.topics).contains(items.count) else {
      if fields.has("topics"), case .sequence = fields.place("topics").node.content {
        fields.note(fields.place("topics").error("\(items.count) topics; allowed: 1 to \(TopicFileLimits.topics)"))
      }
      return
    }
    // Kafka's metrics write . and _ alike, so it refuses topics that differ in that alone.
    var owners: [String: (name: String, path: String)] = [:]
    for item in items {
      guard let (place, topic) = topic(item) else { continue }
      file.topics.append(topic)
      guard let owner = owners.updateValue((topic.name, item.path), forKey: TopicName.metricName(topic.name)) else { continue }
      let problem =
        owner.name == topic.name
        ? "is already the name of \(owner.path)" : "collides with \(Spelling.quoted(owner.name)) of \(owner.path), for . and _ count alike"
      problems.append(place.error("\(Spelling.quoted(topic.name)) \(problem); allowed: a name of its own for each"))
    }
  }

  /// A topic and where its name stands; nil without a sound name.
  private mutating func topic(_ item: YAMLReader) -> (name: YAMLReader, topic: TopicFile.Topic)? {
    var fields = FieldReader(item, known: Self.topicKeys)
    let name = fields.required("name", Self.topicName)
    let settings = TopicSettings(&fields)
    problems += fields.problems
    return name.map { (fields.place("name"), TopicFile.Topic(name: $0, settings: settings)) }
  }

  private mutating func settings(_ reader: YAMLReader, known: [String]) -> TopicSettings {
    var fields = FieldReader(reader, known: known)
    let settings = TopicSettings(&fields)
    problems += fields.problems
    return settings
  }

  // MARK: - Profiles

  private mutating func readProfiles(_ fields: inout FieldReader) {
    let entries = fields.entries("profiles")
    if entries.count > TopicFileLimits.profiles {
      fields.note(fields.place("profiles").error("\(entries.count) profiles; allowed: at most \(TopicFileLimits.profiles)"))
    }
    for (entry, value) in entries.prefix(TopicFileLimits.profiles) { readProfile(entry, value) }
    file.usualProfile = fields.value("profile", .text)
    guard let usual = file.usualProfile, !file.profileNames.contains(usual) else { return }
    let known = file.profileNames
    let allowed = known.isEmpty ? "none is declared under \"profiles\"" : "allowed: \(known.joined(separator: ", "))"
    fields.note(
      fields.place("profile").error("there is no profile \(Spelling.quoted(usual))\(Spelling.hint(for: usual, among: known)); \(allowed)"))
  }

  private mutating func readProfile(_ entry: YAMLEntry, _ reader: YAMLReader) {
    var profile = TopicFile.Profile(name: entry.key)
    if entry.key.isEmpty {
      problems.append(
        YAMLError(file: reader.file, position: entry.keyPosition, path: reader.path, message: "a profile needs a name"))
    }
    var fields = FieldReader(reader, known: Self.profileKeys)
    profile.settings = TopicSettings(&fields)
    let names = Set(file.topics.map(\.name))
    for item in fields.items("topics") {
      guard let (place, topic) = topic(item) else { continue }
      if !names.contains(topic.name) {
        // To look for the nearest of thousands would take long.
        let hint = Spelling.hint(for: topic.name, among: file.topics.prefix(100).map(\.name))
        problems.append(place.error("there is no topic \(Spelling.quoted(topic.name)) in the file's list\(hint)"))
      } else if profile.topics.updateValue(topic.settings, forKey: topic.name) != nil {
        problems.append(place.error("\(Spelling.quoted(topic.name)) is given twice; allowed: once in a profile"))
      }
    }
    problems += fields.problems
    file.profiles.append(profile)
  }

  // MARK: - What fits together

  private mutating func checkRelations() {
    let all: [TopicFile.Profile?] = file.profiles.isEmpty ? [nil] : file.profiles
    // Topics share what their profile and the defaults say, so the same pair can be found wrong in each of them.
    var seen: Set<String> = []
    for problem in all.flatMap({ file.resolved($0) }).compactMap(\.settings.problem) where seen.insert(problem.description).inserted {
      problems.append(problem)
    }
  }
}
