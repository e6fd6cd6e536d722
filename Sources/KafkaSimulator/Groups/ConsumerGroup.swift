import KafkaProtocol

/// The members of a group whose partitions the coordinator shares out (KIP-848).
///
/// A value that moves when members are heard or time passes; it never waits and knows no clock.
struct ConsumerGroup {
  enum State: String {
    case empty = "Empty"
    case assigning = "Assigning"
    case reconciling = "Reconciling"
    case stable = "Stable"
  }

  /// Partitions in ascending order, by topic.
  typealias Partitions = [KafkaUUID: [Int32]]

  /// Grows with every change of members, subscriptions or topics.
  var epoch: Int32 = 0
  /// The epoch that the target assignment was computed for.
  var assignmentEpoch: Int32 = 0
  var members: [String: ConsumerMember] = [:]
  /// Who is to have what.
  var target: [String: Partitions] = [:]

  var state: State {
    if members.isEmpty { return .empty }
    if epoch > assignmentEpoch { return .assigning }
    return members.values.allSatisfy { $0.isReconciled(to: assignmentEpoch) } ? .stable : .reconciling
  }

  /// In the order of ids, so that answers are repeatable.
  var sortedMembers: [ConsumerMember] { members.values.sorted { $0.id < $1.id } }
}
