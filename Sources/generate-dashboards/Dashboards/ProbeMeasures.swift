import KafkaExporter

/// What several dashboards say of the probe; narrowed to what is chosen in the variables of the given labels.
struct ProbeMeasures {
  let chosen: [Label]

  /// The share of records that should come back in time, as the alerts have it.
  static let objective = Thresholds.falling(orange: 0.99, green: 0.999)

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

  /// The share of records that came back within the deadline, by broker.
  func inTime(over window: Window = .rateInterval) -> Expression {
    (rate(ProbeFamilies.received, over: window) - rate(ProbeFamilies.late, over: window)) / rate(ProbeFamilies.sent, over: window).above(0)
  }

  /// The share of records that all in-sync replicas had, by broker.
  func acknowledged(over window: Window = .rateInterval) -> Expression {
    rate(ProbeFamilies.acknowledged, over: window) / rate(ProbeFamilies.sent, over: window).above(0)
  }

  /// Both of all brokers together.
  func totalInTime(over window: Window) -> Expression {
    (rate(ProbeFamilies.received, over: window).total - rate(ProbeFamilies.late, over: window).total)
      / rate(ProbeFamilies.sent, over: window).total.above(0)
  }

  func totalAcknowledged(over window: Window) -> Expression {
    rate(ProbeFamilies.acknowledged, over: window).total / rate(ProbeFamilies.sent, over: window).total.above(0)
  }
}
