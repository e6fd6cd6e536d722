import KafkaProtocol

/// The members of a group that shares out partitions by itself, as the coordinator sees them: Kafka's classic protocol.
///
/// A value that moves when members are heard or time passes; it never waits and knows no clock. Who must wait for an answer gets a ticket, and finds
/// the answer under it when the group has moved on.
///
/// Source: the protocol guide's "Group membership API", KIP-62, KIP-134, KIP-345, KIP-394, KIP-814.
struct ClassicGroup {
  typealias Ticket = UInt64

  enum State: String {
    case empty = "Empty"
    case preparingRebalance = "PreparingRebalance"
    case completingRebalance = "CompletingRebalance"
    case stable = "Stable"
  }

  enum Answer {
    case join(JoinGroupResponse)
    case sync(SyncGroupResponse)
  }

  var state = State.empty
  var generation: Int32 = 0
  /// Nil until somebody joins; then it stays.
  var protocolType: String?
  /// What this generation agreed on.
  var protocolName: String?
  var leader: String?
  var members: [String: ClassicMember] = [:]
  /// Ids that were handed out to clients which have not come back with them yet, and until when they are kept (KIP-394).
  var pendingMembers: [String: Timestamp] = [:]
  var join = JoinPhase()
  /// When members that have not synced are given up.
  var syncDeadline: Timestamp?
  /// When residents do what is theirs to do: join, or sync when one of them leads.
  var residentsActAt: Timestamp?
  /// How long residents take for each of the two.
  var residentPause = Duration.zero
  /// Answers that nobody took yet.
  var answers: [Ticket: Answer] = [:]
  var nextTicket: Ticket = 0

  /// How the group waits for its members to join.
  struct JoinPhase {
    /// When it ends, whoever is missing.
    var deadline: Timestamp?
    /// The first rebalance of an empty group waits for members that may yet come (KIP-134): how often it may be put off still.
    var isInitial = false
    var remainingDelay = Duration.zero
    var sawNewMember = false
  }

  /// The id of a static member that is in the group.
  func memberID(ofInstance instance: String) -> String? {
    members.values.first { $0.instanceID == instance }?.id
  }

  /// In the order of ids, so that answers are repeatable.
  var sortedMembers: [ClassicMember] { members.values.sorted { $0.id < $1.id } }

  mutating func makeTicket() -> Ticket {
    nextTicket += 1
    return nextTicket
  }

  /// The next moment at which something happens without anybody asking.
  var nextDeadline: Timestamp? {
    let sessions = members.values.lazy.compactMap(\.sessionDeadline).min()
    return [sessions, pendingMembers.values.min(), join.deadline, syncDeadline, residentsActAt].compactMap(\.self).min()
  }
}
