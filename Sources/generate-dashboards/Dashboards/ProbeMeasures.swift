import KafkaExporter

/// What several dashboards say of the probe; narrowed to what is chosen in the variables of the given labels.
struct ProbeMeasures {
  let chosen: [Label]

  /// The share of records that should come back in time; the alerts have the same number.
  static let objective = Thresholds.falling(orange: 0.99, green: 0.999)

  /// The seconds that 99 of 100 records should come back in, as the alerts have it, and the default of `probe.deadline`.
  static let roundTripLimits = Thresholds.rising(orange: 0.25, red: 1)

  /// What a panel says where there is no probe.
  static let isOff = "the probe is off"

  init(_ chosen: Label...) {
    self.chosen = chosen
  }

  func series(_ family: Family) -> Series {
    Series(family).chosen(chosen.filter { family.labels.contains($0) })
  }

  /// Records per second, by broker; what several exporters send is added up.
  func rate(_ family: Family, over window: Window = .rateInterval) -> Expression {
    series(family).rate(over: window).sum(by: .broker)
  }

  /// Records that were sent, or should have been.
  private func due(over window: Window) -> Expression {
    rate(ProbeFamilies.sent, over: window) + rate(ProbeFamilies.skipped, over: window)
  }

  /// The share of records that came back within the deadline, by broker. What was sent before the window may come back in it, hence the limit.
  func inTime(over window: Window = .rateInterval) -> Expression {
    ((rate(ProbeFamilies.received, over: window) - rate(ProbeFamilies.late, over: window)) / due(over: window).above(0)).clamped(to: 1)
  }

  /// The same of all brokers together.
  func totalInTime(over window: Window) -> Expression {
    ((rate(ProbeFamilies.received, over: window).total - rate(ProbeFamilies.late, over: window).total) / due(over: window).total.above(0))
      .clamped(to: 1)
  }

  /// The share of records that all in-sync replicas had.
  func totalAcknowledged(over window: Window) -> Expression {
    (rate(ProbeFamilies.acknowledged, over: window).total / rate(ProbeFamilies.sent, over: window).total.above(0)).clamped(to: 1)
  }
}
