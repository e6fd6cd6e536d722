/// One offset for every partition of a layout, with the moment each was observed.
///
/// `unknown` marks what was never read, or was dropped because it was too old: a Kafka offset is never negative.
package struct OffsetColumn: Sendable, Equatable {
  package static let unknown: Int64 = -1

  package var offsets: [Int64]
  /// When the offset was observed; meaningless where it is unknown.
  package var observed: [Moment]

  package init(count: Int) {
    offsets = [Int64](repeating: Self.unknown, count: count)
    observed = [Moment](repeating: Moment(milliseconds: 0), count: count)
  }

  package var count: Int { offsets.count }
}

/// What the cluster says of every partition, as columns over a layout's dense partition index.
package struct PartitionColumns: Sendable, Equatable {
  /// Broker id of the leader, -1 where there is none.
  package var leader: [Int32]
  /// -1 where unknown.
  package var leaderEpoch: [Int32]
  /// First broker of the replica list (the preferred leader), -1 where the list is empty.
  package var preferredLeader: [Int32]
  package var replicas: [UInt16]
  package var inSyncReplicas: [UInt16]
  package var offlineReplicas: [UInt16]
  package var logStart: OffsetColumn
  package var logEnd: OffsetColumn
  /// Read only when its family is selected; otherwise unknown everywhere.
  package var lastStable: OffsetColumn

  package init(count: Int) {
    leader = [Int32](repeating: -1, count: count)
    leaderEpoch = [Int32](repeating: -1, count: count)
    preferredLeader = [Int32](repeating: -1, count: count)
    replicas = [UInt16](repeating: 0, count: count)
    inSyncReplicas = [UInt16](repeating: 0, count: count)
    offlineReplicas = [UInt16](repeating: 0, count: count)
    logStart = OffsetColumn(count: count)
    logEnd = OffsetColumn(count: count)
    lastStable = OffsetColumn(count: count)
  }

  package var count: Int { leader.count }
}
