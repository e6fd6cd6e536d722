import KafkaSimulator

/// A log as simple as can be, to compare with: one element a record.
struct NaiveLog {
  var logStart: Int64 = 0
  /// Times of the records, from offset 0 on, also of those that are deleted.
  var times: [Int64] = []

  var logEnd: Int64 { Int64(times.count) }

  mutating func append(_ newTimes: [Int64]) { times += newTimes }

  mutating func deleteRecords(before offset: Int64) { logStart = min(max(logStart, offset), logEnd) }

  mutating func truncate(to offset: Int64) {
    guard offset < logEnd else { return }
    times.removeLast(times.count - Int(offset))
    logStart = min(logStart, logEnd)
  }

  func firstOffset(notBefore moment: Int64) -> Int64? {
    times.indices.first { $0 >= logStart && times[$0] >= moment }.map { Int64($0) }
  }
}
