/// The members that a group has by its declaration: they leave, and they return.
struct GroupCrew {
  let group: String
  private let type: GroupType
  private let members: [ResidentMember]

  init(_ group: String, of groups: Scenario.Groups, topics: [String]) {
    self.group = group
    self.type = groups.type
    self.members = (0..<groups.members).map { ResidentMember(clientID: "\(group)-\($0 + 1)", topics: topics) }
  }

  /// Creates the group with all of its members.
  func form(in cluster: SimulatedCluster) throws(Refusal) {
    try cluster.createGroup(group, type: type, members: members)
  }

  /// All members leave, those too that came from elsewhere.
  func leave(_ cluster: SimulatedCluster) {
    for id in cluster.group(group)?.memberIDs ?? [] { try? cluster.removeMember(id, from: group) }
  }

  /// Members join until there are as many as there should be.
  func returnAll(to cluster: SimulatedCluster, rebalance: Duration) {
    let present = cluster.group(group)?.memberIDs.count ?? 0
    for member in members.dropFirst(present) { _ = try? cluster.addMember(member, to: group, rebalance: rebalance) }
  }

  /// One member joins when one is missing; otherwise one leaves.
  func leaveOrReturn(in cluster: SimulatedCluster, rebalance: Duration) {
    let present = cluster.group(group)?.memberIDs ?? []
    if present.count < members.count, let missing = members.last {
      _ = try? cluster.addMember(missing, to: group, rebalance: rebalance)
    } else if let leaving = present.last {
      try? cluster.removeMember(leaving, from: group, rebalance: rebalance)
    }
  }
}
