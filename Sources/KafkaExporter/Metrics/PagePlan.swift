/// What a page will hold: which families, and how many samples of each. Made once a publication, and the same for all its pages.
package struct PagePlan: Sendable {
  package struct Entry: Sendable {
    package let family: Family
    /// Samples that there are.
    package let samples: Int
    /// Samples that are written: the first ones in the page's order.
    package var written: Int
  }

  /// In the order of the page.
  package var entries: [Entry]
  package let isDense: Bool

  /// Samples on the page.
  package var samples: Int { entries.reduce(0) { $0 + $1.written } }

  /// Series that the budget leaves out, by family.
  package func dropped(prefix: String) -> [PageFacts.DroppedKey: Int] {
    var dropped: [PageFacts.DroppedKey: Int] = [:]
    for entry in entries where entry.written < entry.samples {
      dropped[.init(family: entry.family.fullName(prefix: prefix), reason: .budget)] = entry.samples - entry.written
    }
    return dropped
  }
}
