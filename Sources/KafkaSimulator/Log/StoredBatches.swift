/// Batches that a producer sent, one behind the other as they were sent, but for what a broker writes into them.
package final class StoredBatches {
  /// No batch is added to so many bytes: what retention deletes is deleted in pieces of this size.
  private static let fullSize = 1 << 20

  /// One batch, and where it is.
  struct Batch {
    var baseOffset: Int64
    var nextOffset: Int64
    var maxTimestamp: Int64
    var position: Int
    var size: Int
  }

  /// In the order of their offsets; never empty.
  private(set) var batches: [Batch]
  private(set) var bytes: [UInt8]
  private(set) var maxTimestamp: Int64

  init(_ bytes: [UInt8], offsets: Range<Int64>, maxTimestamp: Int64) {
    self.batches = [
      Batch(
        baseOffset: offsets.lowerBound, nextOffset: offsets.upperBound, maxTimestamp: maxTimestamp, position: 0, size: bytes.count)
    ]
    self.bytes = bytes
    self.maxTimestamp = maxTimestamp
  }

  /// - Returns: false when these batches are full.
  func append(_ bytes: [UInt8], offsets: Range<Int64>, maxTimestamp: Int64) -> Bool {
    guard self.bytes.count + bytes.count <= Self.fullSize else { return false }
    batches.append(
      Batch(
        baseOffset: offsets.lowerBound, nextOffset: offsets.upperBound, maxTimestamp: maxTimestamp, position: self.bytes.count,
        size: bytes.count))
    self.bytes += bytes
    self.maxTimestamp = max(self.maxTimestamp, maxTimestamp)
    return true
  }

  var baseOffset: Int64 { batches.first?.baseOffset ?? 0 }
  var nextOffset: Int64 { batches.last?.nextOffset ?? 0 }

  /// The index of the batch that holds the offset, or of the first one behind it.
  func index(of offset: Int64) -> Int {
    batches.partitioningIndex { $0.nextOffset > offset }
  }

  /// Adds whole batches from the one that holds the offset on, as long as all of the bytes together stay within the maximum.
  ///
  /// - Returns: whether no more may follow.
  func read(from offset: Int64, maximum: Int, atLeastOne: Bool, into answer: inout [UInt8]) -> Bool {
    for batch in batches[index(of: offset)...] {
      guard answer.count + batch.size <= maximum || (answer.isEmpty && atLeastOne) else { return true }
      answer += bytes[batch.position..<batch.position + batch.size]
    }
    return answer.count >= maximum
  }

  /// The batches that end at or before the offset, nil when none does. A batch that holds the offset is lost as a whole, as a broker truncates.
  func prefix(endingBy offset: Int64) -> StoredBatches? {
    let kept = batches.prefix { $0.nextOffset <= offset }
    guard let last = kept.last else { return nil }
    let prefix = StoredBatches(
      Array(bytes[..<(last.position + last.size)]), offsets: baseOffset..<last.nextOffset, maxTimestamp: maxTimestamp)
    prefix.batches = Array(kept)
    prefix.maxTimestamp = kept.reduce(.min) { max($0, $1.maxTimestamp) }
    return prefix
  }
}

extension RandomAccessCollection {
  /// The first index whose element satisfies the predicate, where all elements behind one that does, do too.
  func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = self.count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if belongsBehind(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
