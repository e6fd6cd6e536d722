/// Writes one family's series after another into a page, or only counts them.
///
/// A series is opened once and then given one value, or one for each of its partitions: what those have in common (the name and the labels so far) is
/// copied as one piece. Nothing is allocated for a series.
package struct SeriesWriter: ~Copyable {
  private var page: PageBuffer
  /// `name{label="value",...` of the open series.
  private var head = PageBuffer(capacity: 1024)
  private let format: PageFormat
  private let prefix: String
  /// Bytes of `head` that every series of the family and cluster shares.
  private var sharedBytes = 0
  /// Bytes of `head` that are the family's name.
  private var nameBytes = 0
  private var sharedHasLabels = false
  private var hasLabels = false
  private var family: Family?
  private var limit = 0
  /// Samples of the current family so far, those above its limit included.
  package private(set) var count = 0
  /// Whether a sparse family lists all its series.
  package let isDense: Bool

  /// - Parameter capacity: the page's size, as far as it can be guessed.
  init(format: PageFormat, prefix: String, isDense: Bool, capacity: Int) {
    self.format = format
    self.prefix = prefix
    self.isDense = isDense
    page = PageBuffer(capacity: capacity)
  }

  /// Starts a family. Its HELP and TYPE lines come with its first sample, so that a family without samples is not on the page.
  /// - Parameter limit: samples that are written, 0 to only count.
  mutating func begin(_ family: Family, limit: Int) {
    self.family = family
    self.limit = limit
    count = 0
    begin(cluster: nil)
  }

  /// Starts a cluster's series of the current family.
  mutating func begin(cluster name: String?) {
    guard limit > 0, let family else { return }
    head.truncate(to: 0)
    head.append(family.fullName(prefix: prefix))
    nameBytes = head.count
    hasLabels = false
    if let name { label(.cluster, name) }
    sharedBytes = head.count
    sharedHasLabels = hasLabels
  }

  consuming func finish() -> PageBytes {
    if format == .openMetrics { page.append("# EOF\n" as StaticString) }
    return page.finish()
  }

  // MARK: A series

  /// Opens a series; its labels follow in the order that the family declares.
  @inline(__always)
  package mutating func series() {
    head.truncate(to: sharedBytes)
    hasLabels = sharedHasLabels
  }

  package mutating func label(_ label: Label, _ value: String) {
    guard count < limit else { return }
    separate()
    head.append(label.name)
    head.append("=\"" as StaticString)
    head.append(escapingLabel: value)
    head.append(UInt8(ascii: "\""))
  }

  package mutating func label(_ label: Label, _ value: Int) {
    guard count < limit else { return }
    separate()
    head.append(label.name)
    head.append("=\"" as StaticString)
    head.append(Int64(value))
    head.append(UInt8(ascii: "\""))
  }

  /// A label that was written out before (`LabelTable`).
  package mutating func label(_ written: RawSpan) {
    guard count < limit else { return }
    separate()
    head.append(written)
  }

  /// Prepares the open series for `value(partition:_:)`.
  package mutating func openPartitions() {
    guard count < limit else { return }
    separate()
    head.append("partition=\"" as StaticString)
  }

  private mutating func separate() {
    head.append(hasLabels ? UInt8(ascii: ",") : UInt8(ascii: "{"))
    hasLabels = true
  }

  // MARK: Values

  @inline(__always)
  package mutating func value(partition: Int, _ value: Int64) {
    guard admit() else { return }
    page.append(head)
    page.append(Int64(partition))
    page.append(#""} "# as StaticString)
    page.append(value)
    page.append(UInt8(ascii: "\n"))
  }

  package mutating func value(_ value: Int64) {
    guard admit() else { return }
    openValue()
    page.append(value)
    page.append(UInt8(ascii: "\n"))
  }

  package mutating func value(_ value: Double) {
    guard admit() else { return }
    openValue()
    page.append(value)
    page.append(UInt8(ascii: "\n"))
  }

  /// All samples of a histogram: its buckets, cumulative, then sum and count.
  package mutating func value(_ histogram: Histogram) {
    // All or none: half a histogram is worse than none.
    guard count + histogram.counts.count + 2 <= limit else {
      count += histogram.counts.count + 2
      return
    }
    var cumulative: UInt64 = 0
    for (index, inBucket) in histogram.counts.enumerated() {
      cumulative += inBucket
      _ = admit()
      openSuffixed("_bucket")
      page.append(hasLabels ? #",le=""# : #"{le=""# as StaticString)
      page.append(bound: index < histogram.bounds.count ? histogram.bounds[index] : .infinity, format: format)
      page.append(#""} "# as StaticString)
      page.append(Int64(clamping: cumulative))
      page.append(UInt8(ascii: "\n"))
    }
    _ = admit()
    openSuffixed("_sum")
    page.append(hasLabels ? "} " : " " as StaticString)
    page.append(histogram.sum)
    page.append(UInt8(ascii: "\n"))
    _ = admit()
    openSuffixed("_count")
    page.append(hasLabels ? "} " : " " as StaticString)
    page.append(Int64(clamping: cumulative))
    page.append(UInt8(ascii: "\n"))
  }

  /// All samples of a summary: its quantiles, then sum and count.
  package mutating func value(_ summary: Summary) {
    // All or none, as with a histogram.
    guard count + summary.quantiles.count + 2 <= limit else {
      count += summary.quantiles.count + 2
      return
    }
    for quantile in summary.quantiles {
      _ = admit()
      page.append(head)
      page.append(hasLabels ? #",quantile=""# : #"{quantile=""# as StaticString)
      page.append(bound: quantile.quantile, format: format)
      page.append(#""} "# as StaticString)
      page.append(quantile.value)
      page.append(UInt8(ascii: "\n"))
    }
    _ = admit()
    openSuffixed("_sum")
    page.append(hasLabels ? "} " : " " as StaticString)
    page.append(summary.sum)
    page.append(UInt8(ascii: "\n"))
    _ = admit()
    openSuffixed("_count")
    page.append(hasLabels ? "} " : " " as StaticString)
    page.append(Int64(clamping: summary.count))
    page.append(UInt8(ascii: "\n"))
  }

  /// Counts a sample; false where it is not to be written.
  @inline(__always)
  private mutating func admit() -> Bool {
    count += 1
    if count > limit { return false }
    if count == 1 { declare() }
    return true
  }

  private mutating func openValue() {
    page.append(head)
    page.append(hasLabels ? "} " : " " as StaticString)
  }

  private mutating func openSuffixed(_ suffix: StaticString) {
    page.append(head, 0..<nameBytes)
    page.append(suffix)
    page.append(head, nameBytes..<head.count)
  }

  @inline(never)
  private mutating func declare() {
    guard let family else { return }
    switch format {
    case .text:
      let name = family.fullName(prefix: prefix)
      declare("HELP", name, family.help)
      declare("TYPE", name, family.kind == .info ? Family.Kind.gauge.rawValue : family.kind.rawValue)
    case .openMetrics:
      let name = family.openMetricsName(prefix: prefix)
      declare("TYPE", name, family.kind.rawValue)
      // OpenMetrics allows a unit only where the name ends with it.
      if let unit = family.unit?.rawValue, name.hasSuffix("_" + unit) { declare("UNIT", name, unit) }
      declare("HELP", name, family.help)
    }
  }

  private mutating func declare(_ keyword: StaticString, _ name: String, _ text: String) {
    page.append("# " as StaticString)
    page.append(keyword)
    page.append(UInt8(ascii: " "))
    page.append(name)
    page.append(UInt8(ascii: " "))
    page.append(escapingHelp: text, format: format)
    page.append(UInt8(ascii: "\n"))
  }
}
