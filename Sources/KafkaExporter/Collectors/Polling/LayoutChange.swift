import KafkaProtocol

/// The way from one layout's indices to another's: what it takes to keep facts when topics come and go.
///
/// A topic that was deleted and made again under its name is another topic: nothing of the old one is kept.
struct LayoutChange {
  /// New topic index for each old one, -1 where the topic is gone.
  let topics: [Int32]
  private let old: TopicLayout
  private let new: TopicLayout

  init(from old: TopicLayout, to new: TopicLayout) {
    self.old = old
    self.new = new
    topics = old.topics.map { topic in
      guard let index = new.topicIndex(named: topic.name), Self.isSame(topic, new.topics[index]) else { return -1 }
      return Int32(truncatingIfNeeded: index)
    }
  }

  /// Whether two topics of one name are the same topic; ids tell, where the brokers have them.
  static func isSame(_ left: TopicLayout.Topic, _ right: TopicLayout.Topic) -> Bool {
    left.name == right.name && (left.id == right.id || left.id == .zero || right.id == .zero)
  }

  /// The new index of a partition, -1 where it is gone.
  func partition(_ index: Int32) -> Int32 {
    let topic = Int(old.topicOfPartition[Int(index)])
    let newTopic = Int(topics[topic])
    guard newTopic >= 0 else { return -1 }
    let offset = Int(index) - old.topics[topic].firstPartition
    guard offset < new.topics[newTopic].partitionCount else { return -1 }
    return Int32(truncatingIfNeeded: new.topics[newTopic].firstPartition + offset)
  }

  func carry(_ columns: PartitionColumns) -> PartitionColumns {
    var carried = PartitionColumns(count: new.partitionCount)
    carried.logStart = carry(columns.logStart)
    carried.logEnd = carry(columns.logEnd)
    carried.lastStable = carry(columns.lastStable)
    for (source, target) in keptRanges {
      carried.leader.replaceSubrange(target, with: columns.leader[source])
      carried.leaderEpoch.replaceSubrange(target, with: columns.leaderEpoch[source])
      carried.preferredLeader.replaceSubrange(target, with: columns.preferredLeader[source])
      carried.replicas.replaceSubrange(target, with: columns.replicas[source])
      carried.inSyncReplicas.replaceSubrange(target, with: columns.inSyncReplicas[source])
      carried.offlineReplicas.replaceSubrange(target, with: columns.offlineReplicas[source])
    }
    return carried
  }

  func carry(_ column: OffsetColumn) -> OffsetColumn {
    var carried = OffsetColumn(count: new.partitionCount)
    for (source, target) in keptRanges {
      carried.offsets.replaceSubrange(target, with: column.offsets[source])
      carried.observed.replaceSubrange(target, with: column.observed[source])
    }
    return carried
  }

  /// Where the partitions that both layouts have stand in the old and in the new one, topic by topic.
  private var keptRanges: [(source: Range<Int>, target: Range<Int>)] {
    zip(old.topics, topics).filter { $1 >= 0 }.map { topic, index in
      let target = new.topics[Int(index)]
      let kept = min(topic.partitionCount, target.partitionCount)
      return (topic.firstPartition..<topic.firstPartition + kept, target.firstPartition..<target.firstPartition + kept)
    }
  }

  func carry(_ facts: [TopicFacts]) -> [TopicFacts] {
    var carried = [TopicFacts](repeating: TopicFacts(), count: new.topics.count)
    for (index, topic) in old.topics.enumerated() {
      if topics[index] >= 0 {
        carried[Int(topics[index])] = facts[index]
      } else if let namesake = new.topicIndex(named: topic.name) {
        carried[namesake].recreations = facts[index].recreations + 1
      }
    }
    return carried
  }

  func carry(_ group: GroupRecord) -> GroupRecord {
    var carried = group
    (carried.committedPartition, carried.committedOffset) = carry(group.committedPartition, group.committedOffset)
    (carried.assignedPartition, carried.assignedMember) = carry(group.assignedPartition, group.assignedMember)
    carried.subscribedTopic = group.subscribedTopic.map { topics[Int($0)] }.filter { $0 >= 0 }
    return carried
  }

  /// What was sorted stays so: both layouts have their topics in the order of the names.
  private func carry<Value>(_ partitions: [Int32], _ values: [Value]) -> ([Int32], [Value]) {
    let kept = zip(partitions, values).map { (partition($0), $1) }.filter { $0.0 >= 0 }
    return (kept.map(\.0), kept.map(\.1))
  }
}
