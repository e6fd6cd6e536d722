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
    /// A topic is deleted; created anew at the end.
    case recreate(topic: String)
    /// Records of a topic are deleted at this age.
    case retention(topic: String, keep: Duration)
  }

  /// When everything that happens has begun and ended: after one round of those events that come again, a minute after the last that does not.
  package var length: Duration {
    let rounds = events.compactMap { event in event.every.map { event.at + $0 } }
    let ends = events.map { $0.at + $0.duration }
    return max(rounds.max() ?? .zero, (ends.max() ?? .zero) + .seconds(60))
  }
}

extension Scenario.Event {
  /// When, for how long, and what, in words: `at 1m for 20s: orders gets 8 times its records`.
  package var sentence: String {
    "at \(at.unitText) for \(duration.unitText)\(every.map { ", every \($0.unitText)" } ?? ""): \(action.sentence)"
  }
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
  var unitText: String { UnitText.duration.format(wholeMilliseconds) }
}
