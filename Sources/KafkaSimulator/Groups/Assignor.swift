/// How the partitions of topics are shared out among a group's members.
///
/// The same for both protocols: a classic group's leader names topics, a coordinator their ids.
package enum Assignor: String, CaseIterable, Sendable {
  /// Each topic by itself: neighbouring partitions to each member, members in the order of their ids.
  case range
  /// All topics together: every member gets as many partitions as the others, one more or less, and keeps as much as it can of what it had.
  case uniform

  /// - Parameters:
  ///   - members: sorted, static members by their instance id.
  ///   - partitions: how many the topic has; nil for a topic that does not exist.
  /// - Returns: partitions in ascending order, by member and topic. Members and topics without partitions are absent.
  func assign<Topic: Hashable & Comparable>(
    to members: [Subscriber<Topic>], partitions: (Topic) -> Int32?
  ) -> [String: [Topic: [Int32]]] {
    var counts: [Topic: Int32] = [:]
    for topic in Set(members.flatMap(\.topics)) { counts[topic] = partitions(topic) }
    var assigned: [String: [Topic: [Int32]]] = [:]
    switch self {
    case .range:
      for (topic, count) in counts {
        for (member, range) in Self.ranges(count, among: members.filter { $0.topics.contains(topic) }) where !range.isEmpty {
          assigned[member, default: [:]][topic] = Array(range)
        }
      }
    case .uniform:
      assigned = UniformAssignment(members: members, partitions: counts).result()
    }
    return assigned
  }

  /// The first members get one partition more when they cannot be shared out evenly.
  private static func ranges<Topic>(_ count: Int32, among members: [Subscriber<Topic>]) -> [(member: String, Range<Int32>)] {
    guard let number = Int32(exactly: members.count), number > 0 else { return [] }
    var start: Int32 = 0
    return members.enumerated().map { index, member in
      let end = start + count / number + (index < Int(count % number) ? 1 : 0)
      defer { start = end }
      return (member.id, start..<end)
    }
  }
}

/// What an assignor knows of a member.
struct Subscriber<Topic: Hashable & Comparable> {
  let id: String
  let topics: Set<Topic>
  /// What the member was assigned before.
  var current: [Topic: [Int32]] = [:]
}
