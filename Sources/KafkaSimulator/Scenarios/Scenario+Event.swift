import YAML

extension Scenario {
  /// Something that begins, lasts a while and ends; perhaps again and again.
  package struct Event: Sendable, Equatable {
    /// When it begins for the first time, counted from the start.
    package var at: Duration
    package var duration: Duration
    /// From one beginning to the next; nil when it happens once.
    package var every: Duration?
    package var action: Action
  }

  /// What is different while an event lasts. Names stand for one topic or group, or for all that were declared under them.
  package enum Action: Sendable, Equatable {
    /// A topic gets several times its records.
    case burst(topic: String, times: Double)
    /// A group reads at most so many records a second.
    case slow(group: String, rate: Double)
    /// A group gets no further in one partition.
    case stuck(group: String, topic: String, partition: Int32)
    /// A group has no members.
    case stop(group: String)
    /// A member of a group leaves, or joins again, every time `pause` has passed.
    case rebalance(group: String, pause: Duration)
    /// A broker is dead.
    case brokerDown(Int32)
    /// A broker takes requests and never answers.
    case brokerHangs(Int32)
    /// A broker's answers are late by so much.
    case brokerSlow(Int32, delay: Duration)
    /// A topic is deleted; created anew at the end.
    case recreate(topic: String)
    /// Records of a topic are deleted at this age.
    case retention(topic: String, keep: Duration)
  }
}

extension Scenario {
  /// What there is, in words.
  package var inventory: String {
    let partitions = topics.reduce(0) { $0 + ($1.count ?? 1) * Int($1.partitions) }
    return
      "A simulated Kafka cluster: \(Self.text(brokers.count, "broker")), \(Self.text(topics.reduce(0) { $0 + ($1.count ?? 1) }, "topic")) with "
      + "\(Self.text(partitions, "partition")), \(Self.text(groups.reduce(0) { $0 + ($1.count ?? 1) }, "group"))."
  }

  /// What happens when, in words: a heading, and a line an event in the order of their times.
  package var timeline: [String] {
    let rhythms = Set(events.map(\.every))
    guard let first = rhythms.first else { return ["Nothing happens by itself."] }
    let common = rhythms.count == 1 ? first : nil
    let heading = "What happens, counted from now\(common.map { ", and again every \($0.unitText)" } ?? ""):"
    return [heading]
      + events.sorted { $0.at < $1.at }.map { event in
        let rhythm = common == nil ? event.every.map { ", every \($0.unitText)" } ?? "" : ""
        return "  at \(event.at.unitText) for \(event.duration.unitText)\(rhythm): \(event.action.sentence)"
      }
  }

  private static func text(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension Scenario.Action {
  /// What happens, in words.
  package var sentence: String {
    switch self {
    case .burst(let topic, let times): "\(topic) gets \(Self.text(times)) times its records"
    case .slow(let group, let rate): "\(group) reads at most \(Self.text(rate)) records a second, and falls behind"
    case .stuck(let group, let topic, let partition): "\(group) is stuck in partition \(partition) of \(topic)"
    case .stop(let group): "the members of \(group) leave, until they join again"
    case .rebalance(let group, let pause): "a member of \(group) leaves or joins every \(pause.unitText)"
    case .brokerDown(let id): "broker \(id) is down, until it returns"
    case .brokerHangs(let id): "broker \(id) takes requests and never answers"
    case .brokerSlow(let id, let delay): "broker \(id) answers \(delay.unitText) late"
    case .recreate(let topic): "\(topic) is deleted, then created anew"
    case .retention(let topic, let keep): "records of \(topic) are deleted when they are \(keep.unitText) old"
    }
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension Duration {
  /// As in the file: `1m30s`.
  var unitText: String { UnitText.text(of: self) }
}
