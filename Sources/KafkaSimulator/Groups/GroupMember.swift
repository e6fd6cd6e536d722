import KafkaProtocol

/// A member of a group of either type, as it is now.
package struct GroupMember: Sendable {
  package let id: String
  package let instanceID: String?
  package let clientID: String
  package let clientHost: String
  /// Whether it lives without a client.
  package let isResident: Bool
  /// What it has, in ascending order, by topic. Nothing while a classic group rebalances.
  package let partitions: [String: [Int32]]
}

extension SimulatedCluster {
  /// The members of a group by id; none for a group that is not there.
  package func members(of id: String) -> [GroupMember] {
    switch groups[id]?.membership {
    case nil: []
    case .classic(let group): group.sortedMembers.map { GroupMember($0) }
    case .consumer(let group): group.sortedMembers.map { GroupMember($0, names: topicNames) }
    }
  }
}

extension GroupMember {
  fileprivate init(_ member: ClassicMember) {
    let assignment = try? ConsumerProtocolAssignment.decode(prefixed: member.assignment.span.rawBytes)
    self.init(
      id: member.id, instanceID: member.instanceID, clientID: member.clientID, clientHost: member.clientHost,
      isResident: member.isResident,
      partitions: Dictionary(
        (assignment?.assignedPartitions ?? []).map { ($0.topic, $0.partitions.sorted()) }, uniquingKeysWith: { $0 + $1 }))
  }

  fileprivate init(_ member: ConsumerMember, names: [KafkaUUID: String]) {
    let named = member.assigned.compactMap { topic, partitions in names[topic].map { ($0, partitions) } }
    self.init(
      id: member.id, instanceID: member.instanceID, clientID: member.clientID, clientHost: member.clientHost,
      isResident: member.isResident, partitions: Dictionary(named, uniquingKeysWith: { $0 + $1 }))
  }
}
