import KafkaProtocol

/// The records of one partition that is not as it was created any more. Its bounds, log start and log end, are the partition's.
package final class PartitionLog {
  /// So many pieces, and runs begin to be joined.
  private static let comfortableCount = 128
  /// What has to come on top before it is tried again.
  private static let slack = 32

  /// By offset, without gaps.
  private(set) var entries: [LogEntry]
  /// From which offset on which leader epoch wrote; the first one is for everything.
  private(set) var epochs: [LeaderEpochStart]
  /// Idempotent producers, by their ids.
  private(set) var producers: [Int64: ProducerState] = [:]
  private var joinsAt = PartitionLog.comfortableCount

  init(_ entries: [LogEntry], epoch: Int32) {
    self.entries = entries
    self.epochs = [LeaderEpochStart(epoch: epoch, offset: entries.first?.baseOffset ?? 0)]
  }

  // MARK: - Append

  /// Appends `count` records behind `logEnd`.
  ///
  /// The times of records are those they were appended with until the log has some hundred pieces. Then neighbouring runs become one where
  /// it shows least: in steady traffic nothing moves, elsewhere times move by a small share of the records' age, in order, and between the ends of
  /// a joined run, which stay. So a log needs some kilobytes, however long it goes on.
  func append(_ count: Int64, recordSize: Int32, after start: Timestamp, upTo end: Timestamp, at logEnd: Int64, epoch: Int32) {
    note(epoch, at: logEnd)
    // Time does not go back in a log of synthetic records.
    let end = max(end, start, lastSynthetic)
    let start = max(start, lastSynthetic)
    if case .synthetic(var run)? = entries.last, run.extend(by: count, recordSize: recordSize, after: start, upTo: end) {
      entries[entries.count - 1] = .synthetic(run)
    } else {
      add(.synthetic(SyntheticRun(baseOffset: logEnd, count: count, recordSize: recordSize, after: start, upTo: end)))
    }
  }

  private var lastSynthetic: Timestamp {
    guard case .synthetic(let run)? = entries.last else { return Timestamp(milliseconds: 0) }
    return Timestamp(milliseconds: run.lastTimestamp)
  }

  /// Appends one batch that has its offsets already.
  func append(_ batch: [UInt8], offsets: Range<Int64>, maxTimestamp: Int64, epoch: Int32) {
    note(epoch, at: offsets.lowerBound)
    if case .stored(let batches)? = entries.last, batches.append(batch, offsets: offsets, maxTimestamp: maxTimestamp) { return }
    add(.stored(StoredBatches(batch, offsets: offsets, maxTimestamp: maxTimestamp)))
  }

  /// Remembers who sent a batch that was appended.
  func noteProducer(of header: RecordBatchHeader, at now: Timestamp) {
    if producers[header.producerID] == nil {
      producers = producers.filter { now - $0.value.lastUsed < ProducerState.expiration }
    }
    producers[header.producerID] = ProducerState(appending: header, at: now, after: producers[header.producerID])
  }

  private func add(_ entry: LogEntry) {
    entries.append(entry)
    guard entries.count >= joinsAt else { return }
    entries.joinRuns(upTo: Self.slack)
    // Stored batches are never joined, so there may be more pieces than is comfortable.
    joinsAt = max(Self.comfortableCount, entries.count + Self.slack)
  }

  private func note(_ epoch: Int32, at offset: Int64) {
    guard let last = epochs.last, last.epoch < epoch else { return }
    // An epoch without a record is as if it had not been.
    if last.offset >= offset { epochs.removeLast() }
    epochs.append(LeaderEpochStart(epoch: epoch, offset: offset))
  }

  // MARK: - Delete

  /// Forgets what is wholly before the offset.
  func delete(before logStart: Int64) {
    entries.removeFirst(entries.partitioningIndex { $0.nextOffset > logStart })
    let first = epochs.partitioningIndex { $0.offset > logStart }
    if first > 1 { epochs.removeFirst(first - 1) }
  }

  /// Forgets everything from the offset on, and with it any batch that the offset is inside of.
  ///
  /// - Returns: the offset of the next record.
  func truncate(to offset: Int64) -> Int64 {
    var end = offset
    while let last = entries.last, last.nextOffset > offset {
      entries.removeLast()
      guard last.baseOffset < offset else { continue }
      if let rest = last.prefix(endingBy: offset) { entries.append(rest) }
      end = entries.last?.nextOffset ?? last.baseOffset
      break
    }
    while epochs.count > 1, let last = epochs.last, last.offset >= end { epochs.removeLast() }
    for id in producers.keys { producers[id]?.truncate(to: end) }
    return end
  }
}

/// Where a leader's reign began: the first offset that it wrote.
struct LeaderEpochStart: Equatable {
  var epoch: Int32
  var offset: Int64
}

extension [LogEntry] {
  /// Joins up to `limit` neighbouring runs: those whose times move least, measured by their age.
  fileprivate mutating func joinRuns(upTo limit: Int) {
    guard let newest = last?.maxTimestamp else { return }
    var candidates: [(index: Int, cost: Double)] = []
    for index in indices.dropLast() {
      guard case .synthetic(let run) = self[index], case .synthetic(let next) = self[index + 1] else { continue }
      candidates.append((index, Double(run.drift(joining: next)) / Double(Swift.max(newest - run.lastTimestamp, 1))))
    }
    candidates.sort { $0.cost < $1.cost }
    var joining: Set<Int> = []
    for candidate in candidates where joining.count < limit {
      // A run takes part once; what it became is looked at the next time.
      guard !joining.contains(candidate.index - 1), !joining.contains(candidate.index + 1) else { continue }
      joining.insert(candidate.index)
    }
    var joined: [LogEntry] = []
    joined.reserveCapacity(count)
    for (index, entry) in enumerated() {
      if joining.contains(index - 1), case .synthetic(let run)? = joined.last, case .synthetic(let next) = entry {
        joined[joined.count - 1] = .synthetic(run.joined(with: next))
      } else {
        joined.append(entry)
      }
    }
    self = joined
  }
}
