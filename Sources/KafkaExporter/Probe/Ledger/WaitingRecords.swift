/// The acknowledged records of one partition that were not read yet, by offset.
struct WaitingRecords: Sendable {
  struct Entry: Sendable, Equatable {
    let offset: Int64
    let sequence: UInt64
    let acknowledged: ContinuousClock.Instant
  }

  /// Ascending by offset. Acknowledgements come nearly in this order, and reading takes them off the front.
  private(set) var entries: [Entry] = []

  mutating func insert(_ entry: Entry) {
    let place = entries.lastIndex { $0.offset <= entry.offset }.map { $0 + 1 } ?? 0
    entries.insert(entry, at: place)
  }

  mutating func remove(_ sequence: UInt64) {
    guard let place = entries.firstIndex(where: { $0.sequence == sequence }) else { return }
    entries.remove(at: place)
  }

  /// Takes off those whose place is at or before an offset.
  mutating func passed(_ offset: Int64) -> [UInt64] {
    let count = entries.firstIndex { $0.offset > offset } ?? entries.count
    defer { entries.removeFirst(count) }
    return entries.prefix(count).map(\.sequence)
  }

  /// Takes off those at or above an offset that were acknowledged by then.
  mutating func cut(from end: Int64, acknowledgedBy moment: ContinuousClock.Instant) -> [UInt64] {
    let lost = entries.filter { $0.offset >= end && $0.acknowledged <= moment }
    guard !lost.isEmpty else { return [] }
    entries.removeAll { $0.offset >= end && $0.acknowledged <= moment }
    return lost.map(\.sequence)
  }
}
