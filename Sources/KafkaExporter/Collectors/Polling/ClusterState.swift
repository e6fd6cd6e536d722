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
  /// Nil where there is none, or none is known.
  var controller: Int32?
  /// When somebody last told who the controller is, or that there is none; nil before the first answer.
  var controllerObserved: Moment?
  /// By broker id; a broker that left the metadata stays until it is too old.
  var brokers: [Int32: Broker] = [:]
  /// When the brokers were last told; nil before the first answer.
  var brokersObserved: Moment?

  var layout = TopicLayout.empty
  var topics: [TopicFacts] = []
  var partitions = PartitionColumns(count: 0)
  /// Replicas of the topics by broker id.
  var replicasOfBroker: [Int32: Int] = [:]
  /// Brokers of which a replica is offline.
  var brokersOffline: Set<Int32> = []
  /// When the topics were last told; nil before the first answer.
  var topicsObserved: Moment?
  /// Topics that could not be described then, and are as they were when they last could.
  var undescribed: [String: Moment] = [:]
  var departedTopics = DepartedTopics()

  /// By group id.
  var groups: [String: GroupRecord] = [:]
  /// The ids of all groups, and of some that are gone since they were listed, sorted by their UTF-8 bytes. Kept, because to sort the ids of many
  /// groups for every snapshot costs more than to make the rest of it.
  var groupOrder: [String] = []
  /// When the groups were last listed; nil before the first time.
  var groupsListed: Moment?

  /// The brokers that are in the metadata now, ascending.
  var registeredBrokers: [Int32] {
    brokers.filter { $0.value.seen == brokersObserved }.keys.sorted()
  }

  /// Whether partitions count on a broker, which is then expected back however long it has been away.
  func holdsReplicas(_ broker: Int32) -> Bool {
    replicasOfBroker[broker, default: 0] > 0
  }
}
