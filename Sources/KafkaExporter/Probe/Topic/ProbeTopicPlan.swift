/// What is to be done so that every broker leads as many partitions of the probe's topic as it should: pure, from what is and what is wanted.
package struct ProbeTopicPlan: Sendable, Equatable {
  /// A partition and its replicas, the preferred leader first.
  package struct Move: Sendable, Equatable {
    package var partition: Int32
    package var replicas: [Int32]

    package init(partition: Int32, replicas: [Int32]) {
      self.partition = partition
      self.replicas = replicas
    }
  }

  package enum Step: Sendable, Equatable {
    /// Creates the topic with the replicas of each partition.
    case create([[Int32]])
    /// Adds partitions to the `count` that there are, with the replicas of each.
    case add(count: Int, [[Int32]])
    case reassign([Move])
    /// Gives the leadership back to the preferred leaders.
    case elect([Int32])
  }

  package private(set) var steps: [Step] = []
  /// Brokers that lead fewer partitions than they should, whatever is planned, ascending.
  package private(set) var underserved: [Int32] = []

  /// Replicas of a new partition where nobody said how many.
  private static let usualReplicas = 3

  private let brokers: [ProbeTopicView.Broker]
  private let removed: Set<Int32>
  private let wantedReplicas: Int?

  /// - Parameters:
  ///   - removed: brokers that have been away for so long that nobody waits for them; one that is away for a short while keeps its partitions.
  ///   - replicationFactor: nil to leave existing partitions as they are.
  package init(_ view: ProbeTopicView, partitionsPerBroker: Int, replicationFactor: Int?, removed: Set<Int32>) {
    brokers = view.brokers
    self.removed = removed
    wantedReplicas = replicationFactor
    guard !brokers.isEmpty else { return }
    guard let partitions = view.partitions else {
      steps = [.create(brokers.flatMap { [[Int32]](repeating: ring(from: $0.id, keeping: [], count: nil), count: partitionsPerBroker) })]
      return
    }
    spread(partitions, partitionsPerBroker)
  }

  private mutating func spread(_ partitions: [ProbeTopicView.Partition], _ perBroker: Int) {
    let living = Set(brokers.map(\.id))
    var missing = brokers.map(\.id).reduce(into: [Int32: Int]()) { $0[$1] = perBroker }
    var spare: [ProbeTopicView.Partition] = []
    var moves: [Move] = []
    for partition in partitions {
      guard let preferred = partition.replicas.first, !removed.contains(preferred) else {
        spare.append(partition)
        continue
      }
      // Of a broker that is away for a while: it is expected back.
      guard let left = missing[preferred] else { continue }
      if left > 0 {
        missing[preferred] = left - 1
        if !isWellPlaced(partition) { moves.append(move(partition, to: preferred)) }
      } else {
        spare.append(partition)
      }
    }
    underserved = missing.filter { $0.value > 0 }.keys.sorted()
    var lacking = brokers.flatMap { [Int32](repeating: $0.id, count: missing[$0.id] ?? 0) }[...]
    for partition in spare {
      if let next = lacking.popFirst() {
        moves.append(move(partition, to: next))
      } else if let preferred = partition.replicas.first, !isWellPlaced(partition) {
        // One more than anybody needs: it only has to leave the brokers that are gone.
        let leader = living.contains(preferred) ? preferred : brokers[Int(partition.index.magnitude) % brokers.count].id
        moves.append(move(partition, to: leader))
      }
    }
    if !lacking.isEmpty {
      // Kafka takes new partitions only with as many replicas as the others have; they can be given more later.
      let replicas = partitions.first?.replicas.count
      steps.append(.add(count: partitions.count, lacking.map { ring(from: $0, keeping: [], count: replicas) }))
    }
    if !moves.isEmpty { steps.append(.reassign(moves.sorted { $0.partition < $1.partition })) }
    let moved = Set(moves.map(\.partition))
    let usurped = partitions.filter { partition in
      guard let preferred = partition.replicas.first, !moved.contains(partition.index) else { return false }
      return partition.leader != nil && partition.leader != preferred && living.contains(preferred) && partition.inSync.contains(preferred)
    }
    if !usurped.isEmpty { steps.append(.elect(usurped.map(\.index))) }
  }

  private func isWellPlaced(_ partition: ProbeTopicView.Partition) -> Bool {
    guard removed.isDisjoint(with: partition.replicas) else { return false }
    return wantedReplicas.map { partition.replicas.count == min($0, brokers.count) } ?? true
  }

  private func move(_ partition: ProbeTopicView.Partition, to leader: Int32) -> Move {
    let kept = partition.replicas.filter { $0 != leader && !removed.contains($0) }
    return Move(partition: partition.index, replicas: ring(from: leader, keeping: kept, count: wantedReplicas ?? partition.replicas.count))
  }

  /// The leader, then the replicas that are kept, then the brokers that follow in the ring of ids, those of racks without a replica first.
  private func ring(from leader: Int32, keeping kept: [Int32], count: Int?) -> [Int32] {
    let count = min(count ?? wantedReplicas ?? Self.usualReplicas, brokers.count)
    var replicas = Array(([leader] + kept).prefix(count))
    let start = brokers.firstIndex { $0.id == leader } ?? 0
    let following = Array(brokers[start...] + brokers[..<start])
    while replicas.count < count {
      let racks = Set(following.filter { replicas.contains($0.id) }.compactMap(\.rack))
      let free = following.filter { !replicas.contains($0.id) }
      guard let next = free.first(where: { broker in broker.rack.map { !racks.contains($0) } ?? false }) ?? free.first else { break }
      replicas.append(next.id)
    }
    return replicas
  }
}
