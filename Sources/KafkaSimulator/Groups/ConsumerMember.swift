import KafkaProtocol

/// A member of a consumer group (KIP-848).
struct ConsumerMember {
  /// How far the member is on its way from what it has to its target.
  enum State {
    /// Has its target, as of its epoch.
    case stable
    /// Was told to give partitions up, and has not yet said that it did.
    case unrevoked
    /// Waits for partitions that others have not given up yet.
    case unreleased
  }

  /// The epoch of a static member that left for a while (KIP-848).
  static let awayEpoch: Int32 = -2

  let id: String
  /// Of a static member.
  var instanceID: String?
  var rackID: String?
  var clientID: String
  var clientHost: String
  var rebalanceTimeout = Duration.zero
  /// Names that the member subscribes to, sorted.
  var topics: [String] = []
  /// A regular expression for further names; empty when there is none.
  var topicPattern = ""
  /// The assignor that the member would like; nil leaves it to the coordinator.
  var assignor: Assignor?
  var epoch: Int32 = 0
  var previousEpoch: Int32 = 0
  var state = State.stable
  var assigned: ConsumerGroup.Partitions = [:]
  /// What the member was told to give up, and may still have.
  var pendingRevocation: ConsumerGroup.Partitions = [:]
  /// The epochs in which partitions were assigned to a member with a client: it may commit for them with any epoch since (KIP-1251).
  var assignedIn: [KafkaUUID: [Int32: Int32]] = [:]
  /// A resident has no client: it gives up and takes partitions by itself, and never expires.
  var isResident = false
  /// When the member is given up unless it is heard.
  var sessionDeadline: Timestamp?
  /// When the member is given up unless it has revoked what it was told to.
  var revocationDeadline: Timestamp?

  func isReconciled(to assignmentEpoch: Int32) -> Bool {
    state == .stable && epoch == assignmentEpoch
  }
}
