// Records come and go without a producer: what scenarios do to logs.
extension SimulatedCluster {
  /// Synthetic records stay below this offset, however many are asked for, so that neither offsets nor sizes overflow.
  package static let highestOffset: Int64 = 1 << 42

  /// Gives every partition of a topic without records the same ones: `count` of them, with values of `recordSize` bytes, evenly over the time
  /// behind `start` up to `end`. However many partitions there are, it is remembered once.
  ///
  /// A topic that has records gets them appended, which is remembered for each partition.
  package func seed(_ topic: Topic, records count: Int64, ofSize recordSize: Int32, after start: Timestamp, upTo end: Timestamp) {
    guard count > 0 else { return }
    guard topic.history == nil, topic.partitions.allSatisfy({ $0.log == nil && $0.logEnd == 0 }) else {
      for index in topic.partitions.indices {
        append(count, ofSize: recordSize, to: topic, Int32(clamping: index), after: start, upTo: end)
      }
      return
    }
    let count = min(count, Self.highestOffset)
    topic.history = SyntheticRun(baseOffset: 0, count: count, recordSize: recordSize, after: start, upTo: end)
    for index in topic.partitions.indices {
      topic.partitions[index].logEnd = count
      notifyAppend(to: topic, index)
    }
  }

  /// Appends `count` records to a partition, with values of `recordSize` bytes, evenly over the time behind `start` up to `end`. They are made when
  /// somebody fetches them: a key and a value that tell the offset. Their times never go back behind those of records that are there; see
  /// `PartitionLog` for when times move later.
  ///
  /// - Returns: false when nothing was appended: there is no such partition, or it has no leader.
  @discardableResult
  package func append(
    _ count: Int64, ofSize recordSize: Int32, to topic: Topic, _ partition: Int32, after start: Timestamp, upTo end: Timestamp
  ) -> Bool {
    let index = Int(partition)
    guard count > 0, topic.partitions.indices.contains(index), topic.partitions[index].leader >= 0 else { return false }
    let logEnd = topic.partitions[index].logEnd
    let count = min(count, Self.highestOffset - logEnd)
    guard count > 0 else { return false }
    topic.ownLog(index).append(
      count, recordSize: recordSize, after: start, upTo: end, at: logEnd, epoch: topic.partitions[index].leaderEpoch)
    topic.partitions[index].logEnd += count
    notifyAppend(to: topic, index)
    return true
  }

  /// Deletes what is before the offset: the log starts there from now on, at most at its end. An offset that is deleted already changes nothing.
  package func deleteRecords(of topic: Topic, _ partition: Int32, before offset: Int64) {
    let index = Int(partition)
    guard topic.partitions.indices.contains(index) else { return }
    let logStart = min(max(offset, topic.partitions[index].logStart), topic.partitions[index].logEnd)
    topic.partitions[index].logStart = logStart
    topic.partitions[index].log?.delete(before: logStart)
  }

  /// Loses what is from the offset on, as the election of a leader that was not in sync does: the offsets are given to other records later. A batch that
  /// the offset is inside of goes as a whole. Offset 0 leaves an empty partition as it was created.
  package func truncate(_ topic: Topic, _ partition: Int32, to offset: Int64) {
    let index = Int(partition)
    guard topic.partitions.indices.contains(index), offset < topic.partitions[index].logEnd else { return }
    var logEnd = max(offset, 0)
    if let log = topic.partitions[index].log { logEnd = log.truncate(to: logEnd) }
    topic.partitions[index].logEnd = logEnd
    topic.partitions[index].logStart = min(topic.partitions[index].logStart, logEnd)
    notifyAppend(to: topic, index)
  }

  /// Wakes who waits for the partition.
  func notifyAppend(to topic: Topic, _ index: Int) {
    waits.notify(.partition(topic: topic.name, Int32(clamping: index)))
  }
}

extension Topic {
  /// The partition's own log, made from the topic's history when it has none yet.
  func ownLog(_ index: Int) -> PartitionLog {
    if let log = partitions[index].log { return log }
    let partition = partitions[index]
    // What history there is was written by the first leader; without any, the log begins with who leads now.
    let rest = history.flatMap { $0.prefix(endingBy: partition.logEnd) }
    let log =
      if let rest, partition.logStart < partition.logEnd {
        PartitionLog([.synthetic(rest)], epoch: 0)
      } else {
        PartitionLog([], epoch: partition.logEnd > 0 ? 0 : partition.leaderEpoch)
      }
    partitions[index].log = log
    hasOwnLogs = true
    return log
  }

  /// What a partition's log is made of, in the order of the offsets. The first piece may begin before the log start.
  func entries(of partition: Partition) -> [LogEntry] {
    if let log = partition.log { return log.entries }
    guard partition.logStart < partition.logEnd, let rest = history?.prefix(endingBy: partition.logEnd) else { return [] }
    return [.synthetic(rest)]
  }

  /// Bytes of a partition's log, those of synthetic records as if they were stored.
  func size(of partition: Partition) -> Int64 {
    if let log = partition.log { return log.entries.reduce(0) { $0 + $1.size(from: partition.logStart) } }
    return history?.prefix(endingBy: partition.logEnd)?.size(from: partition.logStart) ?? 0
  }
}
