/// One run of the uniform assignor: members keep what they may keep, then what is left goes to whoever has least.
struct UniformAssignment<Topic: Hashable & Comparable> {
  private struct Slot: Hashable {
    let topic: Topic
    let partition: Int32
  }

  private let members: [Subscriber<Topic>]
  private let partitions: [Topic: Int32]
  /// By member, in the order of `members`.
  private var owned: [[Slot]]
  private var left: [Slot] = []

  init(members: [Subscriber<Topic>], partitions: [Topic: Int32]) {
    self.members = members
    self.partitions = partitions
    self.owned = members.map { _ in [] }
  }

  consuming func result() -> [String: [Topic: [Int32]]] {
    keep()
    share()
    if Set(members.map(\.topics)).count > 1 { even() }
    var result: [String: [Topic: [Int32]]] = [:]
    for (member, slots) in zip(members, owned) {
      for slot in slots.sorted(by: { ($0.topic, $0.partition) < ($1.topic, $1.partition) }) {
        result[member.id, default: [:]][slot.topic, default: []].append(slot.partition)
      }
    }
    return result
  }

  /// Members keep partitions that still exist, that they still want and that nobody before them has, up to their share.
  private mutating func keep() {
    let isUniform = Set(members.map(\.topics)).count <= 1
    let total = partitions.values.reduce(0) { $0 + Int($1) }
    let share = total / max(1, members.count)
    var extras = isUniform ? total % max(1, members.count) : 0
    var taken: Set<Slot> = []
    for (index, member) in members.enumerated() {
      for topic in member.current.keys.sorted() where member.topics.contains(topic) {
        for partition in member.current[topic] ?? [] where partition >= 0 && partition < partitions[topic] ?? 0 {
          if isUniform, owned[index].count >= share {
            guard owned[index].count == share, extras > 0 else { break }
            extras -= 1
          }
          let slot = Slot(topic: topic, partition: partition)
          if taken.insert(slot).inserted { owned[index].append(slot) }
        }
      }
    }
    for topic in partitions.keys.sorted() {
      left += (0..<(partitions[topic] ?? 0)).lazy.map { Slot(topic: topic, partition: $0) }.filter { !taken.contains($0) }
    }
  }

  /// What is left goes to the subscriber with the fewest partitions, the first of several.
  private mutating func share() {
    for slot in left {
      let candidates = members.indices.filter { members[$0].topics.contains(slot.topic) }
      guard let poorest = candidates.min(by: { owned[$0].count < owned[$1].count }) else { continue }
      owned[poorest].append(slot)
    }
  }

  /// Where members want different topics, keeping may have left one with too much: partitions move while that makes two members more alike.
  private mutating func even() {
    var moved = true
    while moved {
      moved = false
      for giver in members.indices {
        for slot in owned[giver] {
          let candidates = members.indices.filter { members[$0].topics.contains(slot.topic) }
          guard let taker = candidates.min(by: { owned[$0].count < owned[$1].count }), owned[taker].count + 1 < owned[giver].count,
            let position = owned[giver].firstIndex(of: slot)
          else { continue }
          owned[taker].append(owned[giver].remove(at: position))
          moved = true
        }
      }
    }
  }
}
