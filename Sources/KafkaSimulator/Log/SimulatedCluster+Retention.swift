// Old records go, as time goes by.
extension SimulatedCluster {
  /// `log.retention.check.interval.ms`, where the brokers' properties do not say: Kafka looks every five minutes, which is long to wait for somebody
  /// who wants to see something.
  private static let checkInterval = Duration.seconds(1)

  /// Enforces `retention.ms` and `retention.bytes` on topics whose `cleanup.policy` has `delete`, when it is time to.
  ///
  /// Kafka deletes segment by segment, here it is record by record, and batch by batch where batches are stored, as if segments were very small: what
  /// is kept is what the configuration names. Topics with nothing to delete cost nothing however many partitions they have.
  func enforceRetention() {
    let interval = defaults.properties["log.retention.check.interval.ms"].flatMap { Int64($0) }.map { Duration.milliseconds($0) }
    guard now - lastRetention >= max(interval ?? Self.checkInterval, .milliseconds(1)) else { return }
    lastRetention = now
    for topic in topics.values where topic.settings.deletes && topic.mayHaveOldRecords(at: now) {
      for index in topic.partitions.indices where topic.partitions[index].leader >= 0 {
        guard let logStart = topic.retained(topic.partitions[index], at: now), logStart > topic.partitions[index].logStart else { continue }
        deleteRecords(of: topic, Int32(clamping: index), before: logStart)
      }
      topic.forgetDeletedHistory()
    }
  }
}

extension Topic {
  /// Whether it is worth looking at the partitions: any has a log of its own, or the history they share is too old or too large.
  fileprivate func mayHaveOldRecords(at now: Timestamp) -> Bool {
    guard settings.retention != nil || settings.retentionBytes != nil else { return false }
    if hasOwnLogs { return true }
    guard let history else { return false }
    if let bytes = settings.retentionBytes, history.size(from: 0) > bytes { return true }
    return settings.retention.map { history.firstTimestamp < (now + (.zero - $0)).milliseconds } ?? false
  }

  /// A history that no partition has any record of is not looked at again.
  fileprivate func forgetDeletedHistory() {
    if history != nil, !hasOwnLogs, partitions.allSatisfy({ $0.logStart == $0.logEnd }) { history = nil }
  }

  /// Where the partition's log is to start, when it were to lose all that is too old or too much; nil to keep what there is.
  fileprivate func retained(_ partition: Partition, at now: Timestamp) -> Int64? {
    guard partition.logStart < partition.logEnd else { return nil }
    var logStart = partition.logStart
    if let retention = settings.retention {
      let oldest = (now + (.zero - retention)).milliseconds
      logStart = max(logStart, firstKept(of: partition, notBefore: oldest))
    }
    if let bytes = settings.retentionBytes {
      var excess = size(of: partition) - bytes
      for entry in entries(of: partition) where excess > 0 {
        logStart = max(logStart, entry.offset(behind: excess, from: partition.logStart))
        excess -= entry.size(from: partition.logStart)
      }
    }
    return logStart
  }

  /// The offset up to which every record is from before `moment`.
  private func firstKept(of partition: Partition, notBefore moment: Int64) -> Int64 {
    guard let log = partition.log else {
      return min(history?.firstRecord(notBefore: moment, from: partition.logStart)?.offset ?? partition.logEnd, partition.logEnd)
    }
    for entry in log.entries where entry.maxTimestamp >= moment {
      switch entry {
      case .synthetic(let run): return run.firstRecord(notBefore: moment, from: partition.logStart)?.offset ?? run.nextOffset
      case .stored(let batches): return batches.firstBatch(notBefore: moment) ?? batches.nextOffset
      }
    }
    return partition.logEnd
  }
}

extension LogEntry {
  /// The offset in front of which there are as many whole records or batches as fit into so many bytes.
  fileprivate func offset(behind bytes: Int64, from start: Int64) -> Int64 {
    switch self {
    case .synthetic(let run): run.offset(behind: bytes, from: start)
    case .stored(let batches): batches.offset(behind: bytes)
    }
  }
}

extension SyntheticRun {
  fileprivate func offset(behind bytes: Int64, from start: Int64) -> Int64 {
    min(nextOffset, max(start, baseOffset) + bytes / (Int64(recordSize) + Self.overhead))
  }
}

extension StoredBatches {
  /// The first offset of the first batch that has a time not before `moment`.
  fileprivate func firstBatch(notBefore moment: Int64) -> Int64? {
    batches.first { $0.maxTimestamp >= moment }?.baseOffset
  }

  fileprivate func offset(behind bytes: Int64) -> Int64 {
    batches.last { $0.position + $0.size <= bytes }?.nextOffset ?? baseOffset
  }
}
