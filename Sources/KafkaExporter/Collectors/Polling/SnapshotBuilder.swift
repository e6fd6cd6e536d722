/// Makes the immutable snapshot of the state: leaves out what is too old, and counts what it leaves out.
///
/// A fact is too old when the refresh that was due failed, and `staleAfter` has passed since: its age is more than the interval of its collector and
/// `staleAfter` together.
struct SnapshotBuilder {
  private let configuration: ClusterConfiguration
  private let now: Moment
  private let unixTime: Double

  /// - Parameters:
  ///   - now: on the clock that the facts are dated by.
  ///   - unixTime: the same moment, in Unix seconds.
  init(_ configuration: ClusterConfiguration, now: Moment, unixTime: Double) {
    self.configuration = configuration
    self.now = now
    self.unixTime = unixTime
  }

  func build(_ state: ClusterState, _ runs: [CollectorRun], brokerFacts: (Int32) -> BrokerRecord) -> ClusterSnapshot {
    let topicsKnown = isFresh(state.topicsObserved, every: configuration.intervals.topics)
    var snapshot = ClusterSnapshot(name: configuration.name, layout: topicsKnown ? state.layout : .empty, timestamp: unixTime)
    var missing = CollectionReport()
    snapshot.clusterID = state.clusterID
    snapshot.brokers = brokers(state, withPartitions: topicsKnown, brokerFacts)
    snapshot.controller = controller(state, lastRun: runs.first { $0.collector is ClusterCollector }?.started, &missing)
    if topicsKnown {
      snapshot.hasTopics = true
      addTopics(of: state, runs, to: &snapshot, &missing)
    } else if state.topicsObserved != nil {
      missing.miss(.topic, .expired, count: state.layout.topics.count)
    }
    addGroups(
      of: state, withPartitions: topicsKnown, groupsRun: runs.first { $0.collector is GroupCollector }?.started,
      commitsRun: runs.first { $0.collector is CommitCollector }?.started, to: &snapshot, &missing)
    for run in runs { missing.merge(run.report) }
    snapshot.missing = missing.missing.map { MissingFacts(fact: $0.fact.rawValue, reason: $0.reason.rawValue, count: $1) }
      .sorted { ($0.fact, $0.reason) < ($1.fact, $1.reason) }
    snapshot.collectors = runs.map(\.facts)
    return snapshot
  }

  /// The moment before which a fact, refreshed at an interval, is too old.
  private func oldest(every interval: Duration) -> Moment {
    Moment(milliseconds: now.milliseconds - Int64(((interval + configuration.staleAfter).inSeconds * 1000).rounded()))
  }

  private func isFresh(_ observed: Moment?, every interval: Duration) -> Bool {
    observed.map { $0 >= oldest(every: interval) } ?? false
  }

  private func controller(_ state: ClusterState, lastRun: Moment?, _ missing: inout CollectionReport) -> Int32? {
    guard let observed = state.controllerObserved else { return nil }
    guard isFresh(observed, every: configuration.intervals.cluster) else {
      missing.miss(.controller, .expired)
      return nil
    }
    if let lastRun, observed < lastRun { missing.miss(.controller, .stale) }
    return state.controller
  }

  /// Brokers that left the metadata are still shown, as down: until they are too old, or as long as partitions have replicas on them. An alert on a
  /// broker that is down must not resolve because it has been down for long, nor because the exporter was started meanwhile: a broker that only the
  /// lists of offline replicas name is down, too.
  private func brokers(_ state: ClusterState, withPartitions: Bool, _ record: (Int32) -> BrokerRecord) -> [BrokerFacts]? {
    let interval = configuration.intervals.cluster
    guard let observed = state.brokersObserved, isFresh(observed, every: interval) else { return nil }
    let told = state.brokers.sorted { $0.key < $1.key }.compactMap { id, broker -> BrokerFacts? in
      guard isFresh(broker.seen, every: interval) || (withPartitions && state.holdsReplicas(id)) else { return nil }
      let isRegistered = broker.seen == observed
      let known = record(id)
      var facts = BrokerFacts(
        id: id, host: broker.host, port: broker.port, rack: broker.rack, isRegistered: isRegistered,
        isUp: isRegistered ? known.isUp : false, lastAnswer: known.lastAnswer, responseSeconds: known.responseSeconds,
        partitions: withPartitions ? state.replicasOfBroker[id, default: 0] : nil)
      facts.failure = known.failure
      return facts
    }
    guard withPartitions else { return told }
    let neverTold = state.brokersOffline.filter { $0 >= 0 && state.brokers[$0] == nil }.map { id in
      BrokerFacts(id: id, host: nil, port: -1, isRegistered: false, isUp: false, partitions: state.replicasOfBroker[id, default: 0])
    }
    return neverTold.isEmpty ? told : (told + neverTold).sorted { $0.id < $1.id }
  }

  // MARK: - Topics

  private func addTopics(
    of state: ClusterState, _ runs: [CollectorRun], to snapshot: inout ClusterSnapshot, _ missing: inout CollectionReport
  ) {
    snapshot.topics = state.topics
    snapshot.partitions = state.partitions
    var expired = 0
    for index in state.topics.indices where state.topics[index].config != nil {
      guard !isFresh(state.topics[index].configRead, every: configuration.intervals.configs) else { continue }
      snapshot.topics[index].config = nil
      expired += 1
    }
    missing.miss(.topicConfig, .expired, count: expired)
    for run in runs {
      guard let offsets = run.collector as? LogOffsetCollector else { continue }
      drop(from: &snapshot.partitions[keyPath: offsets.position.column], of: offsets, lastRun: run.started, &missing)
    }
  }

  private func drop(from column: inout OffsetColumn, of collector: LogOffsetCollector, lastRun: Moment?, _ missing: inout CollectionReport)
  {
    var stale = 0
    var expired = 0
    let oldest = oldest(every: collector.interval)
    for index in 0..<column.count where column.offsets[index] != OffsetColumn.unknown {
      let observed = column.observed[index]
      if observed < oldest {
        column.offsets[index] = OffsetColumn.unknown
        expired += 1
      } else if let lastRun, observed < lastRun {
        stale += 1
      }
    }
    missing.miss(collector.position.fact, .stale, count: stale)
    missing.miss(collector.position.fact, .expired, count: expired)
  }

  // MARK: - Groups

  private func addGroups(
    of state: ClusterState, withPartitions: Bool, groupsRun: Moment?, commitsRun: Moment?, to snapshot: inout ClusterSnapshot,
    _ missing: inout CollectionReport
  ) {
    let intervals = configuration.intervals
    var columns = GroupColumns()
    for id in state.groupOrder {
      guard let record = state.groups[id] else { continue }
      guard isFresh(record.listed, every: intervals.groups) else {
        missing.miss(.groupDescription, .expired)
        continue
      }
      var group = GroupFacts(
        id: id, type: record.type, protocolName: record.protocolName, state: record.state, coordinator: record.coordinator)
      group.rebalances = record.rebalances
      group.isAssignmentKnown = record.isAssignmentKnown
      group.isSubscriptionKnown = record.isSubscriptionKnown
      let hasDescription = isFresh(record.described, every: intervals.groups)
      group.members = hasDescription ? record.members : nil
      if let described = record.described {
        if !hasDescription {
          missing.miss(.groupDescription, .expired)
        } else if let groupsRun, described < groupsRun {
          missing.miss(.groupDescription, .stale)
        }
      }
      if let committed = record.committed {
        if !isFresh(committed, every: intervals.commits) {
          missing.miss(.groupCommits, .expired)
        } else if withPartitions {
          group.hasCommits = true
          if let commitsRun, committed < commitsRun { missing.miss(.groupCommits, .stale) }
        }
      }
      group.commits = columns.committedPartition.append(group.hasCommits ? record.committedPartition : [])
      _ = columns.committedOffset.append(group.hasCommits ? record.committedOffset : [])
      group.assigned = columns.assignedPartition.append(hasDescription && withPartitions ? record.assignedPartition : [])
      _ = columns.assignedMember.append(hasDescription && withPartitions ? record.assignedMember : [])
      group.subscribed = columns.subscribedTopic.append(hasDescription && withPartitions ? record.subscribedTopic : [])
      snapshot.groups.append(group)
    }
    snapshot.groupColumns = columns
  }
}

extension Array {
  /// Appends the rows and says where they are.
  fileprivate mutating func append(_ rows: [Element]) -> Range<Int> {
    let start = count
    append(contentsOf: rows)
    return start..<count
  }
}
