// The shapes that most families have: one value for each topic, group or partition, in the page's order. A nil value is a series that is absent.
extension SeriesWriter {
  mutating func brokers(of cluster: ClusterPage, _ value: (BrokerFacts, Int) -> Double?) {
    for (index, broker) in (cluster.snapshot.brokers ?? []).enumerated() {
      guard let found = value(broker, index) else { continue }
      series()
      label(.broker, Int(broker.id))
      self.value(found)
    }
  }

  /// - Parameter value: called with topic indices.
  mutating func topics(of cluster: ClusterPage, _ value: (Int) -> Int64?) {
    for topic in cluster.snapshot.layout.topics.indices {
      guard let found = value(topic) else { continue }
      series()
      label(cluster.topicLabels[topic])
      self.value(found)
    }
  }

  /// - Parameter value: called with topic indices.
  mutating func topics(of cluster: ClusterPage, real value: (Int) -> Double?) {
    for topic in cluster.snapshot.layout.topics.indices {
      guard let found = value(topic) else { continue }
      series()
      label(cluster.topicLabels[topic])
      self.value(found)
    }
  }

  /// - Parameter value: called with dense partition indices.
  @inline(__always)
  mutating func partitions(of cluster: ClusterPage, _ value: (Int) -> Int64?) {
    for (index, topic) in cluster.snapshot.layout.topics.enumerated() {
      series()
      label(cluster.topicLabels[index])
      openPartitions()
      for partition in topic.partitions {
        guard let found = value(partition) else { continue }
        self.value(partition: partition - topic.firstPartition, found)
      }
    }
  }

  /// A 0-or-1 family: only the partitions where `flag` is set, or all that can be judged where the writer is dense.
  mutating func partitions(of cluster: ClusterPage, where flag: PartitionHealth.Flags, judged: PartitionHealth.Flags) {
    let flags = cluster.health.flags
    let isDense = isDense
    partitions(of: cluster) { partition in
      if flags[partition].contains(flag) { return 1 }
      return isDense && flags[partition].contains(judged) ? 0 : nil
    }
  }

  mutating func groups(of cluster: ClusterPage, _ value: (GroupFacts, GroupLag) -> Int64?) {
    for (index, group) in cluster.snapshot.groups.enumerated() {
      guard let found = value(group, cluster.lag.groups[index]) else { continue }
      series()
      label(cluster.groupLabels[index])
      self.value(found)
    }
  }

  mutating func groupTopics(of cluster: ClusterPage, _ value: (GroupTopicLag) -> Int64?) {
    for (index, group) in cluster.lag.groups.enumerated() {
      for topic in cluster.lag.topics[group.topics] {
        guard let found = value(topic) else { continue }
        series()
        label(cluster.groupLabels[index])
        label(cluster.topicLabels[topic.topic])
        self.value(found)
      }
    }
  }

  /// - Parameter value: called with commit rows.
  @inline(__always)
  mutating func groupPartitions(of cluster: ClusterPage, _ value: (Int) -> Int64?) {
    let partitions = cluster.snapshot.groupColumns.committedPartition
    for (index, group) in cluster.lag.groups.enumerated() {
      for topic in cluster.lag.topics[group.topics] where !topic.commits.isEmpty {
        let first = cluster.snapshot.layout.topics[topic.topic].firstPartition
        series()
        label(cluster.groupLabels[index])
        label(cluster.topicLabels[topic.topic])
        openPartitions()
        for row in topic.commits {
          guard let found = value(row) else { continue }
          self.value(partition: Int(partitions[row]) - first, found)
        }
      }
    }
  }
}
