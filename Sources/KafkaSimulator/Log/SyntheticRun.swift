/// Records that nobody stored: so many of a size over a span of time. They are made when somebody fetches them.
package struct SyntheticRun: Sendable, Equatable {
  /// What a record takes in a log besides its value: its key, its deltas, its share of the batch's header.
  static let overhead: Int64 = 24
  /// Larger ones would not fit under the default of `message.max.bytes`.
  static let maximumRecordSize: Int32 = 1_000_000

  let baseOffset: Int64
  private(set) var count: Int64
  /// Bytes of a value.
  let recordSize: Int32
  /// The time from which the run counts: the first record comes one interval later.
  private let origin: Int64
  /// Milliseconds from one record to the next. It never changes, so the records' times do not either when others join.
  private let interval: Double

  /// `count` records, evenly over the time behind `start` up to `end`, where the last one is.
  ///
  /// Sizes and times out of bounds are moved to the bounds.
  init(baseOffset: Int64, count: Int64, recordSize: Int32, after start: Timestamp, upTo end: Timestamp) {
    self.baseOffset = baseOffset
    self.count = max(count, 1)
    self.recordSize = min(max(recordSize, 0), Self.maximumRecordSize)
    // Kafka knows no time before 1970, and no sum of these two can overflow.
    let times = 0...Int64.max / 4
    self.origin = min(max(start.milliseconds, times.lowerBound), times.upperBound)
    self.interval = Double(max(min(max(end.milliseconds, times.lowerBound), times.upperBound) - origin, 0)) / Double(self.count)
  }

  var nextOffset: Int64 { baseOffset + count }
  var firstTimestamp: Int64 { timestamp(at: 0) }
  var lastTimestamp: Int64 { timestamp(at: count - 1) }

  /// Bytes of the records from the offset on.
  func size(from start: Int64) -> Int64 {
    max(nextOffset - max(start, baseOffset), 0) * (Int64(recordSize) + Self.overhead)
  }

  /// The time of one of the run's records; it rises with the offset.
  func timestamp(of offset: Int64) -> Int64 { timestamp(at: offset - baseOffset) }

  private func timestamp(at index: Int64) -> Int64 { origin + Int64((Double(index + 1) * interval).rounded()) }

  /// The first record from `start` on whose time is not before `moment`, in milliseconds.
  func firstRecord(notBefore moment: Int64, from start: Int64) -> RecordTime? {
    guard lastTimestamp >= moment, start < nextOffset else { return nil }
    var low = max(start, baseOffset)
    var high = nextOffset - 1
    while low < high {
      let middle = low + (high - low) / 2
      if timestamp(of: middle) >= moment { high = middle } else { low = middle + 1 }
    }
    return RecordTime(timestamp: timestamp(of: low), offset: low)
  }
}

extension SyntheticRun {
  /// Lets the run go on at its pace, when that brings the last of the new records near enough to the time at which it was appended: not later, and
  /// not earlier by more than half of the span.
  ///
  /// - Returns: false when they need a run of their own.
  mutating func extend(by more: Int64, recordSize: Int32, after start: Timestamp, upTo end: Timestamp) -> Bool {
    guard self.recordSize == min(max(recordSize, 0), Self.maximumRecordSize), count + more <= SimulatedCluster.highestOffset else {
      return false
    }
    // Not yet as an integer: at this pace, so many may come after all time that there is.
    let last = (Double(count + more) * interval).rounded()
    let late = Double(end.milliseconds - origin) - last
    guard late >= 0, late <= Double(end.milliseconds - start.milliseconds) / 2 else { return false }
    count += more
    return true
  }

  /// What is in front of the offset, nil when nothing is.
  func prefix(endingBy offset: Int64) -> SyntheticRun? {
    guard offset > baseOffset else { return nil }
    var prefix = self
    prefix.count = min(count, offset - baseOffset)
    return prefix
  }

  /// This run and the one behind it as one, which begins and ends when they do. The times between move: see `drift(joining:)`.
  func joined(with next: SyntheticRun) -> SyntheticRun {
    let bytes = Double(recordSize) * Double(count) + Double(next.recordSize) * Double(next.count)
    return SyntheticRun(
      baseOffset: baseOffset, count: count + next.count, recordSize: Int32(bytes / Double(count + next.count)),
      after: Timestamp(milliseconds: origin), upTo: Timestamp(milliseconds: next.lastTimestamp))
  }

  /// By how many milliseconds a record's time moves when both runs become one.
  func drift(joining next: SyntheticRun) -> Int64 {
    let whole = joined(with: next)
    return max(
      abs(whole.timestamp(of: next.baseOffset - 1) - lastTimestamp), abs(whole.timestamp(of: next.baseOffset) - next.firstTimestamp))
  }
}
