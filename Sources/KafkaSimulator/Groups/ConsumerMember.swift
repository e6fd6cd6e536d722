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

  let id: String
  /// Of a static member.
  var instanceID: String?
  var rackID: String?
  var clientID: String
  var clientHost: String
  var rebalanceTimeout: Duration
  var topics: [String]
  /// Empty when the member subscribes by names alone.
  var topicPattern: String?
  /// The assignor that the member would like; nil leaves it to the coordinator.
  var assignor: Assignor?
  var epoch: Int32 = 0
  var previousEpoch: Int32 = 0
  var state = State.stable
  var assigned: ConsumerGroup.Partitions = [:]
  var pendingRevocation: ConsumerGroup.Partitions = [:]
  /// A resident has no client: it gives up and takes partitions by itself, and never expires.
  var isResident = false
  /// When the member is given up unless it is heard.
  var sessionDeadline: Timestamp?
  /// When the member is given up unless it has revoked what it was told to.
  var rebalanceDeadline: Timestamp?

  func isReconciled(to assignmentEpoch: Int32) -> Bool {
    state == .stable && epoch == assignmentEpoch
  }
}
