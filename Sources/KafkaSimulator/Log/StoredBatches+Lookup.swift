import KafkaProtocol

// Which of the stored records is from when. The records of a compressed batch are not unpacked, so what is known of them is what its header says.
extension StoredBatches {
  /// The first record from `start` on whose time is not before `moment`. Of a compressed batch whose latest time fits, it is the first record.
  func firstRecord(notBefore moment: Int64, from start: Int64) -> RecordTime? {
    for batch in batches[index(of: start)...] where batch.maxTimestamp >= moment {
      let times = times(of: batch) ?? [RecordTime(timestamp: batch.maxTimestamp, offset: max(batch.baseOffset, start))]
      if let found = times.first(where: { $0.timestamp >= moment && $0.offset >= start }) { return found }
    }
    return nil
  }

  /// The first of the records from `start` on with the latest time. Of a compressed batch that has it, it is the last record: producers' times nearly
  /// always rise.
  func latestRecord(from start: Int64) -> RecordTime? {
    var latest: RecordTime?
    for batch in batches[index(of: start)...] where batch.maxTimestamp > latest?.timestamp ?? .min {
      let times = times(of: batch) ?? [RecordTime(timestamp: batch.maxTimestamp, offset: batch.nextOffset - 1)]
      for time in times where time.offset >= start && time.timestamp > latest?.timestamp ?? .min { latest = time }
    }
    return latest
  }

  /// The time of each record; nil for a compressed batch.
  private func times(of batch: Batch) -> [RecordTime]? {
    let stored = bytes
    let place = batch.position..<batch.position + batch.size
    var reader = RecordBatchReader(stored.span.rawBytes.extracting(place), checkingChecksums: false)
    do throws(WireError) {
      guard let batch = try reader.next() else { return nil }
      return try batch.records().map { RecordTime(timestamp: $0.timestamp, offset: $0.offset) }
    } catch {
      return nil
    }
  }
}
