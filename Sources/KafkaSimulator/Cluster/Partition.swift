/// A partition. An idle one is nothing but these few tens of bytes, so that a million fit.
package struct Partition {
  /// -1 when no replica that may lead is alive.
  package internal(set) var leader: Int32
  package internal(set) var leaderEpoch: Int32 = 0
  var placement: Placement
  /// The first offset that is there.
  package internal(set) var logStart: Int64 = 0
  /// The offset of the next record; in a simulated cluster the high watermark and the last stable offset too.
  package internal(set) var logEnd: Int64 = 0
  /// Nil until records are appended one partition at a time.
  var log: PartitionLog?

  init(_ placement: Placement) {
    self.leader = placement.inSync.first ?? -1
    self.placement = placement
  }

  /// In order of preference.
  package var replicas: [Int32] { placement.replicas }
  /// Empty when the last of them is gone: it is eligible then.
  package var inSync: [Int32] { placement.inSync }
  /// Replicas that are not in sync any more and have every committed record all the same (KIP-966): nearly always none.
  package var eligible: [Int32] { placement.eligible }
  /// Who led last, while nobody leads; else -1.
  package var lastLeader: Int32 { placement.lastLeader }
}

/// Which brokers have a partition, and how far: one object for all partitions that are placed alike.
final class Placement: Sendable, Hashable {
  let replicas: [Int32]
  let inSync: [Int32]
  let eligible: [Int32]
  let lastLeader: Int32

  init(replicas: [Int32], inSync: [Int32], eligible: [Int32] = [], lastLeader: Int32 = -1) {
    self.replicas = replicas
    self.inSync = inSync
    self.eligible = eligible
    self.lastLeader = lastLeader
  }

  static func == (left: Placement, right: Placement) -> Bool {
    left === right
      || (left.replicas == right.replicas && left.inSync == right.inSync && left.eligible == right.eligible
        && left.lastLeader == right.lastLeader)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(replicas)
    hasher.combine(inSync)
    hasher.combine(eligible)
    hasher.combine(lastLeader)
  }
}
