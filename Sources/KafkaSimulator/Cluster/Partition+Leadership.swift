// Who is in sync, who may lead and who does: the rules of a 4.3 controller with eligible leader replicas (KIP-966; PartitionChangeBuilder).
extension Partition {
  /// What the rules need to know of the topic and the brokers.
  struct Circumstances {
    /// `min.insync.replicas`, but not more than the topic has replicas.
    let minimumInSync: Int
    /// `unclean.leader.election.enable`
    let electsUncleanLeaders: Bool
    let isAlive: (Int32) -> Bool
  }

  /// Who comes first of the replicas.
  var preferredLeader: Int32? { replicas.first }

  /// A replica's broker is gone: it is in sync no more, and another leads what it led. The last one in sync goes too; as long as the
  /// in-sync set is smaller than the topic wants it, who leaves stays eligible.
  mutating func remove(_ broker: Int32, _ circumstances: Circumstances) {
    guard inSync.contains(broker) || leader == broker else { return }
    let remaining = inSync.filter { $0 != broker }
    setInSync(remaining, circumstances)
    if leader == broker { electLeader(circumstances) }
  }

  /// A replica's broker is back, or a new replica has caught up: it leads when nobody does and it may, and it joins the in-sync set of who leads.
  mutating func join(_ broker: Int32, _ circumstances: Circumstances) {
    if leader < 0 { electLeader(circumstances) }
    if leader >= 0, !inSync.contains(broker) { setInSync((inSync + [broker]).sorted(), circumstances) }
  }

  /// Somebody who has all committed records leads, in order of preference; where the topic allows it, anybody who is alive.
  mutating func electLeader(_ circumstances: Circumstances) {
    let candidate =
      replicas.first { (inSync.contains($0) || eligible.contains($0)) && circumstances.isAlive($0) }
      ?? (circumstances.electsUncleanLeaders ? replicas.first(where: circumstances.isAlive) : nil)
    lead(candidate, circumstances)
  }

  /// Gives the lead to a replica, whoever it is; nil for nobody.
  mutating func lead(_ broker: Int32?, _ circumstances: Circumstances) {
    let next = broker ?? -1
    guard next != leader else { return }
    let last = next < 0 ? leader : -1
    leader = next
    leaderEpoch += 1
    place(lastLeader: last)
    guard let broker, !inSync.contains(broker) else { return }
    // Whatever the others have more than this one is lost when it was not eligible.
    if !eligible.contains(broker) { place(eligible: []) }
    setInSync([broker], circumstances)
  }

  /// Has these replicas, those that it had among them.
  mutating func add(_ replicas: [Int32]) {
    place(replicas: replicas)
  }

  /// Has these replicas and no others. Who is no replica any more hears of it by the leader's epoch, which grows even if the leader stays.
  mutating func keep(_ replicas: [Int32], _ circumstances: Circumstances) {
    let isSmaller = !self.replicas.allSatisfy(replicas.contains)
    setInSync(inSync.filter(replicas.contains), circumstances)
    place(replicas: replicas)
    if !replicas.contains(leader) {
      electLeader(circumstances)
    } else if isSmaller {
      leaderEpoch += 1
    }
  }

  private mutating func setInSync(_ members: [Int32], _ circumstances: Circumstances) {
    var eligible: [Int32] = []
    if members.count < circumstances.minimumInSync {
      eligible = (self.eligible + inSync.filter { !self.eligible.contains($0) }).filter { !members.contains($0) }.sorted()
    }
    place(inSync: members, eligible: eligible)
  }

  private mutating func place(
    replicas: [Int32]? = nil, inSync: [Int32]? = nil, eligible: [Int32]? = nil, lastLeader: Int32? = nil
  ) {
    placement = Placement(
      replicas: replicas ?? self.replicas, inSync: inSync ?? self.inSync, eligible: eligible ?? self.eligible,
      lastLeader: lastLeader ?? self.lastLeader)
  }
}
