/// Which groups to commit as, so that every broker coordinates one.
package enum CommitTargets {
  /// More names than this are not tried: with few partitions of `__consumer_offsets` a broker may lead none.
  private static let attempts = 10_000

  /// The groups for a cluster, by the broker that coordinates each.
  ///
  /// - Parameter leaders: of the partitions of `__consumer_offsets`, in order; nil for one without.
  package static func groups(_ prefix: String, leaders: [Int32?]) -> [Int32: String] {
    var wanted = Set(leaders.compactMap { $0 })
    var groups: [Int32: String] = [:]
    for number in 0..<attempts where !wanted.isEmpty && !leaders.isEmpty {
      let name = "\(prefix)-\(number)"
      guard let leader = leaders[partition(of: name, among: leaders.count)], wanted.remove(leader) != nil else { continue }
      groups[leader] = name
    }
    return groups
  }

  /// The partition of `__consumer_offsets` that has a group, as `GroupCoordinator.partitionFor` computes it: Java's hash of the name without its sign, and 0
  /// for the one number that has no positive counterpart.
  package static func partition(of group: String, among count: Int) -> Int {
    let hash = group.utf16.reduce(into: Int32(0)) { $0 = $0 &* 31 &+ Int32($1) }
    return count > 0 && hash != .min ? Int(hash.magnitude) % count : 0
  }
}
