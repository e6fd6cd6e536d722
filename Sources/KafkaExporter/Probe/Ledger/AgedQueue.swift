/// Elements in the order in which they came, of which the first leave when they are too old or too many.
struct AgedQueue<Element: Sendable>: Sendable {
  struct Entry: Sendable {
    let at: ContinuousClock.Instant
    let element: Element
  }

  private var entries: [Entry] = []
  /// Those before it have left.
  private var first = 0

  var count: Int { entries.count - first }
  var current: ArraySlice<Entry> { entries[first...] }

  mutating func append(_ element: Element, at now: ContinuousClock.Instant) {
    entries.append(Entry(at: now, element: element))
  }

  /// Takes off the first elements: those from before `moment`, and those above `limit`.
  mutating func leave(before moment: ContinuousClock.Instant?, limit: Int) -> ArraySlice<Entry> {
    var last = max(first, entries.count - limit)
    if let moment {
      while last < entries.count, entries[last].at < moment { last += 1 }
    }
    let leaving = entries[first..<last]
    first = last
    // The room of those that left is given back when it is most of the array.
    if first > 64, first > entries.count / 2 {
      entries.removeFirst(first)
      first = 0
    }
    return leaving
  }
}
