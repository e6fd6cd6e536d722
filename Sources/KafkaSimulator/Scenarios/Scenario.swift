/// What a simulated cluster holds and what happens in it, as data.
///
/// A loaded scenario fits together: names are unique, and everything that is named exists.
package struct Scenario: Sendable, Equatable {
  /// What there is to see, in the author's words; empty when nothing is said.
  package var about = ""
  /// Everything random comes from it.
  package var seed: UInt64 = 1
  package var brokers: [Broker] = []
  package var topics: [Topics] = []
  package var traffic: [Traffic] = []
  package var groups: [Groups] = []
  /// In the order of the file.
  package var events: [Event] = []

  package init() {}

  /// A broker.
  package struct Broker: Sendable, Equatable {
    package var id: Int32
    package var rack: String?
  }

  /// A topic, or many alike with numbered names.
  package struct Topics: Sendable, Equatable {
    package var name: String
    /// Nil for the one topic that has the name as it is; otherwise they are called `name-1`, `name-2` and so on.
    package var count: Int?
    package var partitions: Int32
    package var replication: Int16
    /// Under Kafka's names.
    package var configs: [String: String] = [:]
    package var history: History?
  }

  /// Records that are there from the start.
  package struct History: Sendable, Equatable {
    /// In each partition.
    package var records: Int64
    /// Bytes of a record's value.
    package var size: Int32
    /// They were written evenly during this time before the start.
    package var over: Duration
  }

  /// Records that are written to a topic all the time.
  package struct Traffic: Sendable, Equatable {
    package var topic: String
    /// Records a second, in all partitions together.
    package var rate: Double
    /// Bytes of a record's value.
    package var size: Int32
    /// The time in which the rate goes up by half, down by half and back; nil for a steady one.
    package var wave: Duration?
    /// The exponent of Zipf's law over the partitions: 0 spreads records evenly; with 1, partition 1 has half as many as partition 0.
    package var skew: Double
  }

  /// A group, or many alike with numbered names.
  package struct Groups: Sendable, Equatable {
    package var name: String
    /// As for topics.
    package var count: Int?
    package var type: GroupType
    package var members: Int
    package var topics: [String]
    /// Records a second that all members together can read; nil for as many as there are.
    package var rate: Double?
    /// The time from one commit to the next.
    package var commit: Duration
    /// By how many records it is behind in each partition at the start, or as many as there are.
    package var behind: Int64
  }
}

extension Scenario {
  /// The names that a declaration with a count stands for.
  static func names(_ name: String, count: Int?) -> [String] {
    guard let count else { return [name] }
    return (0..<count).map { "\(name)-\($0 + 1)" }
  }

  /// The topics that a name stands for: the one of that name, or all that were declared under it. Empty when there is none.
  func topics(named name: String) -> [String] {
    Self.resolve(name, topics.map { ($0.name, $0.count) })
  }

  /// The groups that a name stands for.
  func groups(named name: String) -> [String] {
    Self.resolve(name, groups.map { ($0.name, $0.count) })
  }

  private static func resolve(_ name: String, _ declared: [(name: String, count: Int?)]) -> [String] {
    for (base, count) in declared where base == name { return names(base, count: count) }
    // One of many: its number is written as `names` writes it.
    guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]), number > 0, name.hasSuffix("-\(number)")
    else { return [] }
    let isThere = declared.contains { $0.name == name[..<dash] && number <= $0.count ?? 0 }
    return isThere ? [name] : []
  }
}
