extension Duration {
  /// Whole milliseconds, clamped to what 64 bits hold.
  var milliseconds: Int64 {
    let (product, overflow) = components.seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? (components.seconds < 0 ? .min : .max) : product + components.attoseconds / 1_000_000_000_000_000
  }
}
