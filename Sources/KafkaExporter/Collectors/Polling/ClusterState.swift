import KafkaProtocol

/// What the collectors know between polls. The snapshot is made of it; only the poller's task touches it.
struct ClusterState: Sendable {
  struct Broker: Sendable, Equatable {
    var host: String
    var port: Int32
    var rack: String?
    /// When the metadata last named it.
    var seen: Moment
  }

  var clusterID: String?
  var controller: Int32?
  /// By broker id; a broker that left the metadata stays until it is too old.
  var brokers: [Int32: Broker] = [:]
  /// When the brokers were last told; nil before the first answer.
  var brokersObserved: Moment?

  var layout = TopicLayout.empty
  var topics: [TopicFacts] = []
  var partitions = PartitionColumns(count: 0)
  /// Replicas of the topics by broker id.
  var replicasOfBroker: [Int32: Int] = [:]
  /// When the topics were last told; nil before the first answer.
  var topicsObserved: Moment?

  /// By group id.
  var groups: [String: GroupRecord] = [:]
  /// When the groups were last listed; nil before the first time.
  var groupsListed: Moment?

  /// The brokers that are in the metadata now, ascending.
  var registeredBrokers: [Int32] {
    brokers.filter { $0.value.seen == brokersObserved }.keys.sorted()
  }
}

/// What is known of one group between polls. Partitions are dense indices of the state's layout.
struct GroupRecord: Sendable {
  var type = GroupType.classic
  var protocolType = ""
  var protocolName = ""
  var state: String?
  var coordinator: Int32
  /// When its coordinator last listed it.
  var listed: Moment

  /// Nil when never described, or when the description failed for too long.
  var members: [GroupMember]?
  var described: Moment?
  /// Changes whenever the group rebalances: the group epoch, or what its members are.
  var generation: Int?
  var rebalances = 0
  var assignedPartition: [Int32] = []
  /// Index in `members`, for each assigned partition.
  var assignedMember: [Int32] = []
  /// Topic indices, sorted.
  var subscribedTopic: [Int32] = []

  /// Sorted; `committedOffset` has the same order.
  var committedPartition: [Int32] = []
  var committedOffset: [Int64] = []
  /// When the coordinator told the commits; nil when it never did.
  var committed: Moment?
  /// Commits for topics or partitions that are not in the layout.
  var committedElsewhere = 0

  init(coordinator: Int32, listed: Moment) {
    self.coordinator = coordinator
    self.listed = listed
  }
}
