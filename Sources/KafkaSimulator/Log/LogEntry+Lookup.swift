/// A record as ListOffsets finds it: milliseconds since 1970, and its offset.
struct RecordTime: Equatable {
  var timestamp: Int64
  var offset: Int64
}

extension LogEntry {
  /// The first record from `start` on whose time is not before `moment`.
  func firstRecord(notBefore moment: Int64, from start: Int64) -> RecordTime? {
    switch self {
    case .stored(let batches): batches.firstRecord(notBefore: moment, from: start)
    case .synthetic(let run): run.firstRecord(notBefore: moment, from: start)
    }
  }

  /// The first of the records from `start` on with the latest time.
  func latestRecord(from start: Int64) -> RecordTime? {
    switch self {
    case .stored(let batches): batches.latestRecord(from: start)
    case .synthetic(let run): run.firstRecord(notBefore: run.lastTimestamp, from: start)
    }
  }
}

extension Topic {
  /// The first record that is there and whose time is not before `moment`. It need not be the earliest of those: producers may send times in any order.
  func firstRecord(of partition: Partition, notBefore moment: Int64) -> RecordTime? {
    guard let log = partition.log else {
      // Of a million idle partitions, none is to cost an array.
      let found = history?.firstRecord(notBefore: moment, from: partition.logStart)
      return found.flatMap { $0.offset < partition.logEnd ? $0 : nil }
    }
    for entry in log.entries where entry.maxTimestamp >= moment && entry.nextOffset > partition.logStart {
      if let found = entry.firstRecord(notBefore: moment, from: partition.logStart) { return found }
    }
    return nil
  }

  /// The first of the records with the latest time.
  func latestRecord(of partition: Partition) -> RecordTime? {
    var latest: RecordTime?
    for entry in entries(of: partition) where entry.nextOffset > partition.logStart && entry.maxTimestamp > latest?.timestamp ?? .min {
      guard let found = entry.latestRecord(from: partition.logStart) else { continue }
      if found.timestamp > latest?.timestamp ?? .min { latest = found }
    }
    return latest
  }
}
