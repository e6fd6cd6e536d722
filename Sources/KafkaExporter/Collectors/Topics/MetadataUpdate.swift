import KafkaProtocol

extension ClusterState {
  /// Takes what a metadata answer says of the wanted topics: the layout when topics came, went or grew, and the facts of every partition.
  ///
  /// A topic that can't be described, or makes no sense, is reported. It stays as it was last described until it is too old. An answer that says
  /// nothing of topics changes nothing.
  ///
  /// - Parameter patience: how old the description of a topic may become.
  mutating func take(_ metadata: MetadataReading, at now: Moment, patience: Duration, _ report: inout CollectionReport) {
    if let refusal = metadata.refusal {
      report.fail(refusal)
      return
    }
    var kept: [String: Moment] = [:]
    func miss(_ topic: String, _ id: KafkaUUID, _ reason: MissingReason) {
      if let described = lastDescribed(topic, id, unless: metadata), now.seconds(since: described) <= patience.inSeconds {
        kept[topic] = described
        report.miss(.topic, .stale)
      } else {
        report.miss(.topic, reason)
      }
    }
    for (topic, id, code) in metadata.failures {
      switch code {
      // It is not to be seen any more, which is an answer and no failure.
      case .topicAuthorizationFailed: report.miss(.topic, .unauthorized)
      // A topic that was named in the filter and does not exist is not there: nothing is missing.
      case .unknownTopicOrPartition: break
      default:
        miss(topic, id, .error)
        report.fail("topic \(topic): \(code.name)")
      }
    }
    for (topic, id) in metadata.malformed {
      miss(topic, id, .error)
      report.fail("topic \(topic): its partitions are not numbered from 0 without gaps")
    }
    adopt(layoutOf: metadata.topics, keeping: kept)
    for topic in layout.topics {
      for row in metadata.topics[topic.name]?.rows ?? 0..<0 {
        let target = topic.firstPartition + Int(metadata.partition[row])
        partitions.leader[target] = metadata.leader[row]
        partitions.leaderEpoch[target] = metadata.leaderEpoch[row]
        partitions.preferredLeader[target] = metadata.preferredLeader[row]
        partitions.replicas[target] = metadata.replicas[row]
        partitions.inSyncReplicas[target] = metadata.inSyncReplicas[row]
        partitions.offlineReplicas[target] = metadata.offlineReplicas[row]
      }
    }
    // Without some of the topics the counts would be too low: they stay as they were, like those topics.
    if kept.isEmpty {
      replicasOfBroker = metadata.replicasOfBroker
      brokersOffline = metadata.brokersOffline
    }
    topicsObserved = now
    undescribed = kept
  }

  /// When a topic that an answer leaves out was last described; nil when it never was, or is another topic now.
  private func lastDescribed(_ name: String, _ id: KafkaUUID, unless metadata: MetadataReading) -> Moment? {
    guard metadata.topics[name] == nil, let index = layout.topicIndex(named: name) else { return nil }
    let known = layout.topics[index].id
    guard id == known || id == .zero || known == .zero else { return nil }
    return undescribed[name] ?? topicsObserved
  }

  /// Keeps the layout when it fits what was described and is to be kept, so that most polls carry nothing over.
  private mutating func adopt(layoutOf described: [String: MetadataReading.Topic], keeping kept: [String: Moment]) {
    let fits =
      described.count + kept.count == layout.topics.count
      && layout.topics.allSatisfy { topic in
        guard let new = described[topic.name] else { return kept[topic.name] != nil }
        return new.id == topic.id && new.isInternal == topic.isInternal && new.rows.count == topic.partitionCount
      }
    guard !fits else { return }
    let next = TopicLayout(
      topics: described.map { ($0, $1.id, $1.isInternal, $1.rows.count) }
        + layout.topics.filter { kept[$0.name] != nil }.map { ($0.name, $0.id, $0.isInternal, $0.partitionCount) })
    let change = LayoutChange(from: layout, to: next)
    var carried = change.carry(topics)
    departedTopics.follow(from: layout, topics, to: next, &carried)
    topics = carried
    partitions = change.carry(partitions)
    groups = groups.mapValues(change.carry)
    layout = next
  }
}
