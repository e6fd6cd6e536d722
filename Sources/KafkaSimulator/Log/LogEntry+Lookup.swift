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
    case .synthetic(let run):
      run.firstOffset(notBefore: moment, from: start).map { RecordTime(timestamp: run.timestamp(of: $0), offset: $0) }
    }
  }
}

extension [LogEntry] {
  /// The first record from `start` on whose time is not before `moment`, which need not be the earliest: producers may send times in any order.
  func firstRecord(notBefore moment: Int64, from start: Int64) -> RecordTime? {
    for entry in self where entry.maxTimestamp >= moment && entry.nextOffset > start {
      if let found = entry.firstRecord(notBefore: moment, from: start) { return found }
    }
    return nil
  }

  /// The first of the records with the latest time.
  func latestRecord(from start: Int64) -> RecordTime? {
    var latest: RecordTime?
    for entry in self where entry.nextOffset > start && entry.maxTimestamp > latest?.timestamp ?? .min {
      if let found = entry.firstRecord(notBefore: entry.maxTimestamp, from: start) { latest = found }
    }
    return latest
  }
}
