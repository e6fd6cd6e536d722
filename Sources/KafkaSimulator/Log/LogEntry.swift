/// A piece of a log.
package enum LogEntry {
  case stored(StoredBatches)
  case synthetic(SyntheticRun)

  var baseOffset: Int64 {
    switch self {
    case .stored(let batches): batches.baseOffset
    case .synthetic(let run): run.baseOffset
    }
  }

  var nextOffset: Int64 {
    switch self {
    case .stored(let batches): batches.nextOffset
    case .synthetic(let run): run.nextOffset
    }
  }

  /// Milliseconds since 1970.
  var maxTimestamp: Int64 {
    switch self {
    case .stored(let batches): batches.maxTimestamp
    case .synthetic(let run): run.lastTimestamp
    }
  }

  /// Bytes that it takes from the offset on. Stored batches count whole.
  func size(from start: Int64) -> Int64 {
    switch self {
    case .stored(let batches): Int64(batches.bytes.count)
    case .synthetic(let run): run.size(from: start)
    }
  }

  /// What ends at or before the offset, nil when nothing does.
  func prefix(endingBy offset: Int64) -> LogEntry? {
    switch self {
    case .stored(let batches): batches.prefix(endingBy: offset).map { .stored($0) }
    case .synthetic(let run): run.prefix(endingBy: offset).map { .synthetic($0) }
    }
  }
}
