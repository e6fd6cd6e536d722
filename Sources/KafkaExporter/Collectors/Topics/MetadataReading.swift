import KafkaProtocol

/// What a Metadata answer says of the topics that are wanted, read straight into columns.
struct MetadataReading: MetadataResponseVisitor {
  struct Topic {
    let id: KafkaUUID
    let isInternal: Bool
    /// Rows of the columns, in the answer's order.
    var rows: Range<Int>
  }

  private let settings: ClusterConfiguration
  /// The topic that is being read; nil while it is one that is not wanted.
  private var current: (name: String, topic: Topic)?
  private var replicasOfCurrent: [Int32: Int] = [:]

  /// By name. The partitions of each are 0..<n, in any order.
  private(set) var topics: [String: Topic] = [:]
  /// Wanted topics that can't be described. The id is zero where the answer has none.
  private(set) var failures: [(topic: String, id: KafkaUUID, code: ErrorCode)] = []
  /// Wanted topics of which the answer makes no sense: partitions not numbered from 0 without gaps, or the topic twice.
  private(set) var malformed: [(topic: String, id: KafkaUUID)] = []
  /// Why the answer as a whole says nothing of topics; nil where it does.
  private(set) var refusal: String?
  /// Partition number of each row.
  private(set) var partition: [Int32] = []
  private(set) var leader: [Int32] = []
  private(set) var leaderEpoch: [Int32] = []
  private(set) var preferredLeader: [Int32] = []
  private(set) var replicas: [UInt16] = []
  private(set) var inSyncReplicas: [UInt16] = []
  private(set) var offlineReplicas: [UInt16] = []
  /// Replicas of all topics by broker id.
  private(set) var replicasOfBroker: [Int32: Int] = [:]
  /// Brokers of which a replica is offline.
  private(set) var brokersOffline: Set<Int32> = []

  private init(settings: ClusterConfiguration) {
    self.settings = settings
  }

  static func decode(
    from reader: inout WireReader, version: Int16, settings: ClusterConfiguration
  ) throws(WireError) -> MetadataReading {
    var reading = MetadataReading(settings: settings)
    let rest = try MetadataResponse.decode(from: &reader, version: version, visiting: &reading)
    if rest.errorCode != .none {
      reading.refusal = "Metadata: \(rest.errorCode.name)"
    } else if rest.brokers.isEmpty {
      // So answers a broker that has just started and was told nothing yet: that it names no topics does not mean that there are none.
      reading.refusal = "Metadata: the broker that was asked knows no brokers"
    }
    return reading
  }

  mutating func begin(topic: MetadataResponse.Topic) {
    current = nil
    // A topic has no name in answers to requests by id, which are not ours.
    guard let name = topic.name else { return }
    guard topic.errorCode == .none else {
      if settings.topics.admits(name, isInternal: topic.isInternal) { failures.append((name, topic.topicId, topic.errorCode)) }
      return
    }
    guard settings.topics.admits(name, isInternal: topic.isInternal) else { return }
    current = (name, Topic(id: topic.topicId, isInternal: topic.isInternal, rows: partition.count..<partition.count))
    replicasOfCurrent.removeAll(keepingCapacity: true)
  }

  mutating func visit(partition row: MetadataResponse.Partition) {
    guard current != nil else { return }
    partition.append(row.partitionIndex)
    leader.append(row.leaderId)
    leaderEpoch.append(row.leaderEpoch)
    preferredLeader.append(row.replicaNodes.first ?? -1)
    replicas.append(UInt16(clamping: row.replicaNodes.count))
    inSyncReplicas.append(UInt16(clamping: row.isrNodes.count))
    offlineReplicas.append(UInt16(clamping: row.offlineReplicas.count))
    brokersOffline.formUnion(row.offlineReplicas)
    for broker in row.replicaNodes { replicasOfCurrent[broker, default: 0] += 1 }
  }

  mutating func end(topic _: MetadataResponse.Topic) {
    guard case (let name, var topic)? = current else { return }
    topic.rows = topic.rows.lowerBound..<partition.count
    guard isWhole(topic.rows), topics[name] == nil else {
      malformed.append((name, topic.id))
      forget(topic.rows)
      return
    }
    topics[name] = topic
    replicasOfBroker.merge(replicasOfCurrent, uniquingKeysWith: +)
  }

  /// Whether the partitions are 0..<n, each once.
  private func isWhole(_ rows: Range<Int>) -> Bool {
    var seen = [Bool](repeating: false, count: rows.count)
    for row in rows {
      let number = Int(partition[row])
      guard seen.indices.contains(number), !seen[number] else { return false }
      seen[number] = true
    }
    return true
  }

  private mutating func forget(_ rows: Range<Int>) {
    partition.removeSubrange(rows)
    leader.removeSubrange(rows)
    leaderEpoch.removeSubrange(rows)
    preferredLeader.removeSubrange(rows)
    replicas.removeSubrange(rows)
    inSyncReplicas.removeSubrange(rows)
    offlineReplicas.removeSubrange(rows)
  }
}
