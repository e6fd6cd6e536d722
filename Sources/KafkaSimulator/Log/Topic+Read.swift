import KafkaProtocol

extension Topic {
  /// Batches of a partition from the offset on, or from the start of the batch that the offset is inside of.
  ///
  /// - Parameters:
  ///   - maximum: bytes that the batches together shall not exceed.
  ///   - atLeastOne: whether the first batch is given however large it is.
  /// - Returns: nothing at the end of the log. Never a part of a batch, which a broker may leave at the end.
  func read(_ partition: Partition, from offset: Int64, maximum: Int, atLeastOne: Bool) -> [UInt8] {
    guard offset < partition.logEnd else { return [] }
    let entries = entries(of: partition)
    var bytes: [UInt8] = []
    for entry in entries[entries.partitioningIndex(where: { $0.nextOffset > offset })...] {
      let isFull =
        switch entry {
        case .stored(let batches): batches.read(from: offset, maximum: maximum, atLeastOne: atLeastOne, into: &bytes)
        case .synthetic(let run): read(run, of: partition, from: offset, maximum: maximum, atLeastOne: atLeastOne, into: &bytes)
        }
      if isFull { break }
    }
    return bytes
  }

  /// - Returns: whether no more may follow.
  private func read(
    _ run: SyntheticRun, of partition: Partition, from offset: Int64, maximum: Int, atLeastOne: Bool, into bytes: inout [UInt8]
  ) -> Bool {
    let starts = partition.epochStarts
    var next = max(offset, run.baseOffset)
    while next < run.nextOffset {
      let room = maximum - bytes.count
      // One batch is from one leader.
      let end = starts.first { $0.offset > next }?.offset ?? partition.logEnd
      guard
        let batch = try? run.batch(from: next, before: end, limit: room, leaderEpoch: partition.epoch(of: next)),
        batch.bytes.count <= room || (bytes.isEmpty && atLeastOne)
      else { return true }
      bytes += batch.bytes
      next = batch.nextOffset
    }
    return bytes.count >= maximum
  }
}
