import KafkaProtocol

extension ClusterState {
  /// Takes what a metadata answer says of the wanted topics: the layout when topics came, went or grew, and the facts of every partition.
  ///
  /// A topic that can't be described, or makes no sense, is left out and reported. An answer that says nothing of topics changes nothing.
  mutating func take(_ metadata: MetadataReading, at now: Moment, _ report: inout CollectionReport) {
    if let refusal = metadata.refusal {
      report.fail(refusal)
      return
    }
    for (topic, code) in metadata.failures {
      switch code {
      case .topicAuthorizationFailed: report.miss(.topic, .unauthorized)
      // A topic that was named in the filter and does not exist is not there: nothing is missing.
      case .unknownTopicOrPartition: break
      default:
        report.miss(.topic, .error)
        report.fail("topic \(topic): \(code.name)")
      }
    }
    for topic in metadata.malformed {
      report.miss(.topic, .error)
      report.fail("topic \(topic): its partitions are not numbered from 0 without gaps")
    }
    adopt(layoutOf: metadata.topics)
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
    replicasOfBroker = metadata.replicasOfBroker
    topicsObserved = now
  }

  /// Keeps the layout when it fits what was described, so that most polls carry nothing over.
  private mutating func adopt(layoutOf described: [String: MetadataReading.Topic]) {
    let fits =
      described.count == layout.topics.count
      && layout.topics.allSatisfy { topic in
        guard let new = described[topic.name] else { return false }
        return new.id == topic.id && new.isInternal == topic.isInternal && new.rows.count == topic.partitionCount
      }
    guard !fits else { return }
    let next = TopicLayout(topics: described.map { ($0, $1.id, $1.isInternal, $1.rows.count) })
    let change = LayoutChange(from: layout, to: next)
    topics = change.carry(topics)
    var columns = PartitionColumns(count: next.partitionCount)
    columns.logStart = change.carry(partitions.logStart)
    columns.logEnd = change.carry(partitions.logEnd)
    columns.lastStable = change.carry(partitions.lastStable)
    partitions = columns
    groups = groups.mapValues(change.carry)
    layout = next
  }
}
