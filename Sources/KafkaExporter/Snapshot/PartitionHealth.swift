/// What is wrong with partitions: flags for each, and their counts in the cluster.
package struct PartitionHealth: Sendable, Equatable {
  package struct Flags: OptionSet, Sendable, Equatable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The metadata tells its replicas; without this, no other flag is set.
    package static let isKnown = Flags(rawValue: 1)
    /// Nobody leads it: it can be neither read nor written.
    package static let offline = Flags(rawValue: 2)
    /// Fewer in-sync replicas than replicas.
    package static let underReplicated = Flags(rawValue: 4)
    /// min.insync.replicas is known; without this, neither of the next two is set.
    package static let minInSyncIsKnown = Flags(rawValue: 8)
    /// Fewer in-sync replicas than min.insync.replicas: writes with acks=all are refused.
    package static let underMinInSync = Flags(rawValue: 16)
    /// As many in-sync replicas as min.insync.replicas though it has more replicas: the next one that is lost makes it refuse writes.
    ///
    /// Kafka's own AtMinIsr also counts partitions that never had a replica to spare, where it is not a fault that could be repaired.
    package static let atMinInSync = Flags(rawValue: 32)
    /// Led by another broker than the first of its replicas.
    package static let notPreferred = Flags(rawValue: 64)
  }

  /// For each partition of the layout.
  package private(set) var flags: [Flags] = []
  package private(set) var offline = 0
  package private(set) var underReplicated = 0
  package private(set) var underMinInSync = 0
  package private(set) var atMinInSync = 0
  package private(set) var notPreferred = 0
  /// Partitions that can be in neither of the min.insync.replicas counts, because the setting is not known.
  package private(set) var minInSyncUnknown = 0

  package init(of snapshot: ClusterSnapshot) {
    flags.reserveCapacity(snapshot.layout.partitionCount)
    for (topic, facts) in zip(snapshot.layout.topics, snapshot.topics) {
      for partition in topic.partitions {
        let found = Self.judge(partition, of: snapshot.partitions, minInSync: facts.config?.minInSyncReplicas)
        flags.append(found)
        guard found.contains(.isKnown) else { continue }
        offline += found.contains(.offline) ? 1 : 0
        underReplicated += found.contains(.underReplicated) ? 1 : 0
        underMinInSync += found.contains(.underMinInSync) ? 1 : 0
        atMinInSync += found.contains(.atMinInSync) ? 1 : 0
        notPreferred += found.contains(.notPreferred) ? 1 : 0
        minInSyncUnknown += found.contains(.minInSyncIsKnown) ? 0 : 1
      }
    }
  }

  private static func judge(_ partition: Int, of columns: PartitionColumns, minInSync: Int?) -> Flags {
    let replicas = Int(columns.replicas[partition])
    // Kafka has no partition without replicas: this one was not described.
    guard replicas > 0 else { return [] }
    let leader = columns.leader[partition]
    let preferred = columns.preferredLeader[partition]
    let inSync = Int(columns.inSyncReplicas[partition])
    var flags: Flags = .isKnown
    if leader < 0 { flags.insert(.offline) }
    if inSync < replicas { flags.insert(.underReplicated) }
    if leader >= 0, preferred >= 0, leader != preferred { flags.insert(.notPreferred) }
    guard let minInSync else { return flags }
    flags.insert(.minInSyncIsKnown)
    if inSync < minInSync { flags.insert(.underMinInSync) }
    if inSync == minInSync, replicas > minInSync { flags.insert(.atMinInSync) }
    return flags
  }
}
