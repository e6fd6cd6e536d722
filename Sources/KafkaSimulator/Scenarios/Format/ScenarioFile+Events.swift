import YAML

extension ScenarioFile {
  /// What can happen: the key that names it, which other keys it has, and what it happens to.
  private struct EventKind: Sendable {
    let key: String
    var own: [String] = []
    let read: @Sendable (inout FieldReader, inout ScenarioFile) -> Scenario.Action?
  }

  private static let commonKeys = ["at", "for", "every"]

  private static let eventKinds = [
    EventKind(key: "burst", own: ["times"]) { fields, file in
      let times = fields.value("times", .number(0...1_000_000)) ?? 10
      return file.topic(of: &fields, "burst").map { .burst(topic: $0, times: times) }
    },
    EventKind(key: "slow", own: ["rate"]) { fields, file in
      let rate = fields.required("rate", Self.rate)
      guard let group = file.group(of: &fields, "slow"), let rate else { return nil }
      return .slow(group: group, rate: rate)
    },
    EventKind(key: "stuck", own: ["topic", "partition"]) { fields, file in
      let partition = Int32(clamping: fields.value("partition", .integer(0...ScenarioLimits.partitions)) ?? 0)
      let named = fields.value("topic", Self.topicName)
      guard let group = file.group(of: &fields, "stuck") else { return nil }
      // Most groups read one topic: then it need not be said which.
      guard let topic = named ?? file.scenario.firstTopic(ofGroup: group) else { return nil }
      if named != nil { file.references.append(Reference(target: .topicOfGroup(topic: topic, group: group), place: fields.place("topic"))) }
      file.references.append(Reference(target: .partition(partition, topic: topic), place: fields.place("partition")))
      return .stuck(group: group, topic: topic, partition: partition)
    },
    EventKind(key: "stop") { fields, file in file.group(of: &fields, "stop").map { .stop(group: $0) } },
    EventKind(key: "rebalance", own: ["pause"]) { fields, file in
      let pause = fields.value("pause", .duration(from: ScenarioRunner.step, to: .seconds(3600))) ?? .seconds(5)
      return file.group(of: &fields, "rebalance").map { .rebalance(group: $0, pause: pause) }
    },
    EventKind(key: "broker_down") { fields, file in
      file.broker(of: &fields, "broker_down").map { .brokerDown($0) }
    },
    EventKind(key: "broker_hangs") { fields, file in file.broker(of: &fields, "broker_hangs").map { .brokerHangs($0) } },
    EventKind(key: "broker_slow", own: ["delay"]) { fields, file in
      let delay = fields.value("delay", .duration(from: .milliseconds(1), to: .seconds(600))) ?? .milliseconds(500)
      return file.broker(of: &fields, "broker_slow").map { .brokerSlow($0, delay: delay) }
    },
    EventKind(key: "recreate") { fields, file in file.topic(of: &fields, "recreate").map { .recreate(topic: $0) } },
    EventKind(key: "retention", own: ["keep"]) { fields, file in
      let keep = fields.required("keep", .duration(from: .seconds(1), to: .seconds(86_400)))
      guard let topic = file.topic(of: &fields, "retention"), let keep else { return nil }
      return .retention(topic: topic, keep: keep)
    },
  ]

  /// Every key that an event can have.
  static let eventKeys = eventKinds.flatMap { [$0.key] + $0.own } + commonKeys

  /// - Parameter every: what the file says for all events.
  mutating func readEvent(_ item: YAMLReader, every common: Duration?) {
    guard let kind = kind(of: item) else { return }
    let known = [kind.key] + kind.own + Self.commonKeys
    var fields = FieldReader(item, known: known) { key in
      let owners = Self.eventKinds.filter { $0.own.contains(key) }.map(\.key)
      return owners.isEmpty
        ? nil : "belongs to \(owners.joined(separator: " and ")), not to \(kind.key); allowed: \(known.joined(separator: ", "))"
    }
    let at = fields.required("at", .duration(from: .zero, to: .seconds(86_400)))
    let duration = fields.required("for", Self.wait)
    let every = fields.value("every", Self.wait) ?? common
    if let duration, let every, duration >= every {
      let place = fields.place(fields.has("every") ? "every" : "for")
      fields.note(
        place.error("it lasts \(duration.unitText) and comes again every \(every.unitText); allowed: an end before the next beginning"))
    }
    let action = kind.read(&fields, &self)
    problems += fields.problems
    guard let at, let duration, let action else { return }
    scenario.events.append(Scenario.Event(at: at, duration: duration, every: every, action: action))
  }

  /// The one kind that the keys of an event name; nil with a problem when there is none or more than one.
  private mutating func kind(of item: YAMLReader) -> EventKind? {
    let allowed = Self.eventKinds.map(\.key).joined(separator: ", ")
    do throws(YAMLError) {
      let entries = try item.mapping()
      let found = Self.eventKinds.filter { kind in entries.contains { $0.entry.key == kind.key } }
      if found.count == 1 { return found.first }
      guard found.isEmpty else {
        throw item.error("\(found.map(\.key).joined(separator: " and ")) in one event; allowed: one of \(allowed)")
      }
      let known = Self.eventKinds.map(\.key)
      let other = Self.commonKeys + Self.eventKinds.flatMap(\.own)
      let near = entries.lazy.filter { !other.contains($0.entry.key) }.compactMap { Spelling.nearest(to: $0.entry.key, among: known) }.first
      let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
      throw item.error("it does not say what happens\(hint); allowed: one of \(allowed)")
    } catch {
      problems.append(error)
      return nil
    }
  }

  // MARK: - What it happens to

  private mutating func topic(of fields: inout FieldReader, _ key: String) -> String? {
    guard let name = fields.value(key, Self.topicName) else { return nil }
    references.append(Reference(target: .topic(name), place: fields.place(key)))
    return name
  }

  private mutating func broker(of fields: inout FieldReader, _ key: String) -> Int32? {
    guard let id = fields.value(key, FieldType<Int>.integer(0...Int(Int32.max))).map({ Int32(clamping: $0) }) else { return nil }
    references.append(Reference(target: .broker(id), place: fields.place(key)))
    return id
  }

  private mutating func group(of fields: inout FieldReader, _ key: String) -> String? {
    guard let name = fields.value(key, Self.groupName) else { return nil }
    references.append(Reference(target: .group(name), place: fields.place(key)))
    return name
  }
}

extension Scenario {
  fileprivate func firstTopic(ofGroup name: String) -> String? {
    declaration(ofGroup: name)?.topics.first
  }
}
