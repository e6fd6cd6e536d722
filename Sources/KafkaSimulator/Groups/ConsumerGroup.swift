import KafkaProtocol

/// The members of a group whose partitions the coordinator shares out (KIP-848).
///
/// A value that moves when members are heard or time passes; it never waits and knows no clock. After a change `nextDeadline` may be due at once: the
/// owner calls `advance` then.
///
/// A change of members, subscriptions or topics makes a new epoch; for each epoch a target assignment is computed; each member is led from what it has
/// to its target, heartbeat by heartbeat, giving partitions up before others get them.
struct ConsumerGroup {
  enum State: String {
    case empty = "Empty"
    case assigning = "Assigning"
    case reconciling = "Reconciling"
    case stable = "Stable"
  }

  /// Partitions in ascending order, by topic. Topics without partitions are absent.
  typealias Partitions = [KafkaUUID: [Int32]]

  /// What makes a topic another one for an assignment.
  struct TopicShape: Equatable {
    var id: KafkaUUID
    var partitions: Int32
  }

  /// `group.consumer.session.timeout.ms`
  static let sessionTimeout = Duration.seconds(45)
  /// `group.consumer.heartbeat.interval.ms`
  static let heartbeatInterval = Duration.seconds(5)
  /// `group.consumer.assignment.interval.ms`: a burst of changes is answered by one assignment.
  static let assignmentInterval = Duration.seconds(1)

  /// Grows with every change of members, subscriptions or topics. The first one has no members.
  var epoch: Int32 = 1
  /// The epoch that the target assignment was computed for.
  var assignmentEpoch: Int32 = 0
  var members: [String: ConsumerMember] = [:]
  /// Who is to have what.
  var target: [String: Partitions] = [:]
  /// When the target for the group's epoch is computed; nil while it is there.
  var assignsAt: Timestamp?
  var lastAssignment: Timestamp?
  /// When residents do what the target asks of them.
  var residentsActAt: Timestamp?
  /// How long a target takes to compute when residents come or go, and then how long residents take to reach it.
  var residentPause = Duration.zero
  /// The topics that members want, as they were when they were last looked at.
  var wantedTopics: [String: TopicShape] = [:]
  var seenTopics: UInt64?

  var state: State {
    if members.isEmpty { return .empty }
    if epoch > assignmentEpoch { return .assigning }
    return members.values.allSatisfy { $0.isReconciled(to: assignmentEpoch) } ? .stable : .reconciling
  }

  /// In the order of ids, so that answers are repeatable.
  var sortedMembers: [ConsumerMember] { members.values.sorted { $0.id < $1.id } }

  func memberID(ofInstance instance: String) -> String? {
    members.values.first { $0.instanceID == instance }?.id
  }
}
