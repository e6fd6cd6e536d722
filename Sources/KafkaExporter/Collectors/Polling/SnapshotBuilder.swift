/// Makes the immutable snapshot of the state: leaves out what is too old, and counts what it leaves out.
struct SnapshotBuilder {
  let name: String?
  let staleAfter: Duration
  let now: Moment
  let unixTime: Double

  private func isExpired(_ observed: Moment) -> Bool {
    now.seconds(since: observed) > staleAfter.inSeconds
  }

  func build(_ state: ClusterState, _ runs: [CollectorRun], brokerFacts: (Int32) -> BrokerRecord) -> ClusterSnapshot {
    let topicsKnown = state.topicsObserved.map { !isExpired($0) } ?? false
    var snapshot = ClusterSnapshot(name: name, layout: topicsKnown ? state.layout : .empty, timestamp: unixTime)
    var missing = CollectionReport()
    snapshot.clusterID = state.clusterID
    snapshot.brokers = brokers(state, withPartitions: topicsKnown, brokerFacts)
    snapshot.controller = state.brokersObserved.map { !isExpired($0) } ?? false ? state.controller : nil
    if topicsKnown {
      snapshot.topics = state.topics
      snapshot.partitions = state.partitions
      for (position, run) in runs.compactMap({ run in (run.collector as? LogOffsetCollector).map { ($0.position, run) } }) {
        drop(from: &snapshot.partitions[keyPath: position.column], position.fact, lastRun: run.started, &missing)
      }
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

  /// Brokers that left the metadata are still shown, as down, until they are too old.
  private func brokers(_ state: ClusterState, withPartitions: Bool, _ record: (Int32) -> BrokerRecord) -> [BrokerFacts]? {
    guard let observed = state.brokersObserved, !isExpired(observed) else { return nil }
    return state.brokers.sorted { $0.key < $1.key }.compactMap { id, broker in
      guard !isExpired(broker.seen) else { return nil }
      let isRegistered = broker.seen == observed
      let known = record(id)
      var facts = BrokerFacts(
        id: id, host: broker.host, port: broker.port, rack: broker.rack, isRegistered: isRegistered,
        isUp: isRegistered ? known.isUp : false, lastAnswer: known.lastAnswer, responseSeconds: known.responseSeconds,
        partitions: withPartitions ? state.replicasOfBroker[id, default: 0] : nil)
      facts.failure = known.failure
      return facts
    }
  }

  private func drop(from column: inout OffsetColumn, _ fact: Fact, lastRun: Moment?, _ missing: inout CollectionReport) {
    var stale = 0
    var expired = 0
    let oldest = Moment(milliseconds: now.milliseconds - Int64(staleAfter.inSeconds * 1000))
    for index in 0..<column.count where column.offsets[index] != OffsetColumn.unknown {
      let observed = column.observed[index]
      if observed < oldest {
        column.offsets[index] = OffsetColumn.unknown
        expired += 1
      } else if let lastRun, observed < lastRun {
        stale += 1
      }
    }
    missing.miss(fact, .stale, count: stale)
    missing.miss(fact, .expired, count: expired)
  }

  private func addGroups(
    of state: ClusterState, withPartitions: Bool, groupsRun: Moment?, commitsRun: Moment?, to snapshot: inout ClusterSnapshot,
    _ missing: inout CollectionReport
  ) {
    var columns = GroupColumns()
    for (id, record) in state.groups.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard !isExpired(record.listed) else {
        missing.miss(.groupDescription, .expired)
        continue
      }
      var group = GroupFacts(
        id: id, type: record.type, protocolName: record.protocolName, state: record.state, coordinator: record.coordinator)
      group.rebalances = record.rebalances
      let hasDescription = record.described.map { !isExpired($0) } ?? false
      group.members = hasDescription ? record.members : nil
      if let described = record.described {
        if !hasDescription {
          missing.miss(.groupDescription, .expired)
        } else if let groupsRun, described < groupsRun {
          missing.miss(.groupDescription, .stale)
        }
      }
      if let committed = record.committed {
        if isExpired(committed) {
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
