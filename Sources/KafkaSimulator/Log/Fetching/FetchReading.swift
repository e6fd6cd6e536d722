import KafkaProtocol

/// What a Fetch request finds when it looks once.
struct FetchReading {
  /// One partition's answer. The place is that in the list of partitions, or in the session.
  struct Row {
    var place: Int
    var key: FetchedPartition.Key
    var data: FetchResponse.PartitionData
  }

  private(set) var rows: [Row] = []
  private(set) var recordBytes = 0
  /// Something is there that a client has to know at once, however few the bytes are.
  private(set) var isUrgent = false

  private var unknown: [Row] = []
  private let request: FetchRequest
  private let context: RequestContext
  private let cluster: SimulatedCluster
  private var bytesLeft: Int
  private var topic: (key: FetchedPartition.Key, topic: Topic?)?

  /// `fetch.max.bytes` of a broker.
  private static let brokerMaximum = 57_671_680

  /// Everything that is asked for.
  init(_ partitions: [FetchedPartition], for request: FetchRequest, _ context: RequestContext, in cluster: SimulatedCluster) {
    self.init(request, context, cluster)
    rows.reserveCapacity(partitions.count)
    for (place, partition) in partitions.enumerated() {
      guard let data = read(partition, unless: nil) else { continue }
      add(Row(place: place, key: partition.key, data: data))
    }
    rows += unknown
  }

  /// What is new to the session's client.
  init(_ session: FetchSession, for request: FetchRequest, _ context: RequestContext, in cluster: SimulatedCluster) {
    self.init(request, context, cluster)
    for place in session.order {
      guard let member = session[place], let data = read(member.wanted, unless: member) else { continue }
      add(Row(place: place, key: member.wanted.key, data: data))
    }
    rows += unknown
  }

  private init(_ request: FetchRequest, _ context: RequestContext, _ cluster: SimulatedCluster) {
    self.request = request
    self.context = context
    self.cluster = cluster
    self.bytesLeft = min(Int(max(request.maxBytes, 0)), Self.brokerMaximum)
  }

  /// The places of the partitions that records were read from.
  var servedPlaces: Set<Int> { Set(rows.lazy.filter { $0.data.records?.isEmpty == false }.map(\.place)) }

  /// What no broker knows of comes last, however it was asked for.
  private mutating func add(_ row: Row) {
    switch row.data.errorCode {
    case .unknownTopicOrPartition, .unknownTopicId: unknown.append(row)
    default: rows.append(row)
    }
  }

  // MARK: - One partition

  /// - Parameter known: what the client knows; there is no row where that is all there is.
  private mutating func read(_ wanted: FetchedPartition, unless known: FetchSession.Member?) -> FetchResponse.PartitionData? {
    let (topic, partition, refusal) = find(wanted)
    guard let topic, let partition, refusal == .none else {
      return refuse(wanted, refusal == .none ? .unknownTopicOrPartition : refusal, partition)
    }
    guard (partition.logStart...partition.logEnd).contains(wanted.offset) else { return refuse(wanted, .offsetOutOfRange, partition) }
    let divergence = divergence(of: wanted, in: partition)
    var records: [UInt8] = []
    if divergence == nil {
      records = topic.read(
        partition, from: wanted.offset, maximum: min(Int(max(wanted.maximumBytes, 0)), bytesLeft), atLeastOne: recordBytes == 0)
      recordBytes += records.count
      bytesLeft = max(bytesLeft - records.count, 0)
    }
    if divergence != nil { isUrgent = true }
    if let known, records.isEmpty, divergence == nil, known.highWatermark == partition.logEnd, known.logStart == partition.logStart {
      return nil
    }
    return FetchResponse.PartitionData(
      partitionIndex: wanted.key.index, highWatermark: partition.logEnd, lastStableOffset: partition.logEnd,
      logStartOffset: partition.logStart, divergingEpoch: divergence ?? .init(),
      // There are no transactions; who reads what is not committed is not told of any.
      abortedTransactions: request.isolationLevel == 1 ? [] : nil, records: records)
  }

  /// The topic is looked up once for neighbouring partitions of it.
  private mutating func find(_ wanted: FetchedPartition) -> (topic: Topic?, partition: Partition?, refusal: ErrorCode) {
    let usesIDs = context.version >= 13
    if topic?.key.topicID != wanted.key.topicID || topic?.key.topicName != wanted.key.topicName {
      topic = (wanted.key, usesIDs ? cluster.topic(wanted.key.topicID) : cluster.topics[wanted.key.topicName])
    }
    guard let found = topic?.topic else {
      guard usesIDs else { return (nil, nil, .unknownTopicOrPartition) }
      guard let name = wanted.knownName else { return (nil, nil, .unknownTopicId) }
      return (nil, nil, cluster.topics[name] == nil ? .unknownTopicOrPartition : .inconsistentTopicId)
    }
    guard let partition = found.partition(wanted.key.index) else { return (found, nil, .unknownTopicOrPartition) }
    // Followers serve consumers too (KIP-392), and all that live are in sync.
    return (
      found, partition,
      partition.refusal(by: context.broker, currentLeaderEpoch: wanted.currentLeaderEpoch, onlyLeader: context.version < 11)
    )
  }

  /// Where the client's log parted from this one, when the record before its offset is of an epoch that did not reach so far (KIP-595).
  private func divergence(of wanted: FetchedPartition, in partition: Partition) -> FetchResponse.EpochEndOffset? {
    guard wanted.lastFetchedEpoch >= 0 else { return nil }
    let end = partition.end(of: wanted.lastFetchedEpoch)
    guard end.epoch < wanted.lastFetchedEpoch || end.offset < wanted.offset else { return nil }
    return .init(epoch: end.epoch, endOffset: end.offset)
  }

  private mutating func refuse(_ wanted: FetchedPartition, _ code: ErrorCode, _ partition: Partition?) -> FetchResponse.PartitionData {
    isUrgent = true
    var data = FetchResponse.PartitionData(
      partitionIndex: wanted.key.index, errorCode: code, highWatermark: -1, abortedTransactions: partition == nil ? [] : nil)
    // Where to go instead (KIP-951).
    if context.version >= 16, let partition, code == .notLeaderOrFollower || code == .fencedLeaderEpoch {
      data.currentLeader = .init(leaderId: partition.leader, leaderEpoch: partition.leaderEpoch)
    }
    return data
  }
}
