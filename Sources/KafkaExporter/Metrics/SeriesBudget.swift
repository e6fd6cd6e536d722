/// Cuts a page down to a number of samples, always in the same way, so that the series that stay are the same from one page to the next.
///
/// The finest families lose first. Among those of one level, the optional go before the default ones, those with a series for everything before those that
/// only list what is wrong, and the last on the page before the first. A family that is cut keeps its first series, a multiple of `step` of them, so that
/// a few series more or less elsewhere on the page don't move the cut. What is known of the exporter, the clusters and the brokers is never cut.
struct SeriesBudget {
  let limit: Int

  /// Two hundred cuts in a whole budget: rare moves, and little of it lies idle.
  private var step: Int { max(1, limit / 200) }

  /// - Parameter counted: families that the counter of dropped series already has a series for; any other that is cut costs one sample.
  func cut(_ plan: inout PagePlan, counted: Set<String>, prefix: String) {
    var excess = plan.samples - limit
    guard excess > 0 else { return }
    let isCounterShown = plan.entries.contains { $0.family.name == ExporterFamilies.seriesDropped.name }
    for index in order(of: plan.entries) where excess > 0 {
      let entry = plan.entries[index]
      guard entry.samples > 0 else { continue }
      if isCounterShown, !counted.contains(entry.family.fullName(prefix: prefix)) { excess += 1 }
      let kept = max(0, entry.samples - excess) / step * step
      plan.entries[index].written = kept
      excess -= entry.samples - kept
    }
  }

  private func order(of entries: [PagePlan.Entry]) -> [Int] {
    entries.indices.filter { entries[$0].family.level > .broker }.sorted { left, right in
      let (a, b) = (entries[left].family, entries[right].family)
      if a.level != b.level { return a.level > b.level }
      if a.isDefault != b.isDefault { return !a.isDefault }
      if a.isSparse != b.isSparse { return !a.isSparse }
      return left > right
    }
  }
}
