import KafkaProtocol

extension ClusterState {
  /// Takes what a metadata answer says of the wanted topics: the layout when topics came, went or grew, and the facts of every partition.
  ///
  /// A topic whose partitions are not exactly 0..<n can't be a Kafka topic's answer; it is left out and reported.
  mutating func take(_ metadata: MetadataReading, at now: Moment, _ report: inout CollectionReport) {
    var rowsByName: [String: MetadataReading.Topic] = [:]
    for topic in metadata.topics {
      guard metadata.isWhole(topic) else {
        report.miss(.topic, .error)
        report.fail("topic \(topic.name): its partitions are not numbered from 0 without gaps")
        continue
      }
      rowsByName[topic.name] = topic
    }
    adopt(layoutFitting: rowsByName, at: now)
    var fresh = PartitionColumns(count: 0)
    swap(&fresh, &partitions)
    for topic in layout.topics {
      guard let source = rowsByName[topic.name] else { continue }
      for row in source.rows {
        let target = topic.firstPartition + Int(metadata.partition[row])
        fresh.leader[target] = metadata.rows.leader[row]
        fresh.leaderEpoch[target] = metadata.rows.leaderEpoch[row]
        fresh.preferredLeader[target] = metadata.rows.preferredLeader[row]
        fresh.replicas[target] = metadata.rows.replicas[row]
        fresh.inSyncReplicas[target] = metadata.rows.inSyncReplicas[row]
        fresh.offlineReplicas[target] = metadata.rows.offlineReplicas[row]
      }
    }
    partitions = fresh
    replicasOfBroker = metadata.replicasOfBroker
    topicsObserved = now
  }

  /// Keeps the layout when it fits what was described, so that most polls carry nothing over.
  private mutating func adopt(layoutFitting described: [String: MetadataReading.Topic], at now: Moment) {
    let fits =
      described.count == layout.topics.count
      && layout.topics.allSatisfy { topic in
        guard let new = described[topic.name] else { return false }
        return new.id == topic.id && new.isInternal == topic.isInternal && new.rows.count == topic.partitionCount
      }
    guard !fits else { return }
    let next = TopicLayout(topics: described.values.map { ($0.name, $0.id, $0.isInternal, $0.rows.count) })
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

extension MetadataReading {
  fileprivate func isWhole(_ topic: Topic) -> Bool {
    var seen = [Bool](repeating: false, count: topic.rows.count)
    for row in topic.rows {
      let number = Int(partition[row])
      guard seen.indices.contains(number), !seen[number] else { return false }
      seen[number] = true
    }
    return true
  }
}
