import KafkaExporter

extension Dashboard {
  /// What a client of the cluster waits, and whether anything that was acknowledged is missing.
  static let probe = Dashboard(
    uid: "kafka-probe", title: "Kafka probe",
    description:
      "What a client really waits, broker by broker, and whether anything that was acknowledged is missing. Empty where the probe is off.",
    variables: [.several(.broker, in: Series(ProbeFamilies.sent), "Broker", "The broker that led the partition of a record.")],
    annotations: [.brokerDown, .controllerMoved],
    sections: [figures, times, outcomes, commits])
}

private let chosen = ProbeMeasures(.broker)

private let figures = Section {
  Panel.stat(
    "In time", "The share of records that came back within the deadline, in what is shown. Worry below 99.9%.", unit: .share,
    chosen.totalInTime(over: .range)
  ).colours(ProbeMeasures.objective).decimals(3).without(ProbeMeasures.isOff)
  Panel.stat(
    "Acknowledged", "The share of records that all in-sync replicas took, in what is shown. Worry below 99.9%.", unit: .share,
    chosen.totalAcknowledged(over: .range)
  ).colours(ProbeMeasures.objective).decimals(3).without(ProbeMeasures.isOff)
  Panel.stat(
    "Lost", "Acknowledged records that were proven to be missing, in what is shown. One is one too many.",
    chosen.series(ProbeFamilies.lost).increase().sum(by: .broker).total
  ).colours(.rising(orange: 0.5, red: 0.5)).decimals(0).without(ProbeMeasures.isOff)
  Panel.stat(
    "Round trip, p99", "99 of 100 records came back in less than this, in the last five minutes. Worry from a quarter of a second on.",
    unit: .seconds,
    chosen.series(ProbeFamilies.roundTripSeconds).totalQuantile(0.99, over: .trend)
  ).colours(ProbeMeasures.roundTripLimits).without(ProbeMeasures.isOff)
  Panel.figure(
    "Write, p99", "99 of 100 records were acknowledged by all in-sync replicas in less than this, in the last five minutes.",
    unit: .seconds,
    chosen.series(ProbeFamilies.produceSeconds).totalQuantile(0.99, over: .trend)
  ).without(ProbeMeasures.isOff)
  Panel.stat(
    "Waits longest",
    "How long ago the oldest record was sent that is acknowledged and not read yet; 0 when none waits. Worry from ten seconds on: something hangs.",
    unit: .seconds,
    chosen.series(ProbeFamilies.oldestWaiting).max(by: .broker).highest.orZero(
      where: chosen.series(ProbeFamilies.sent).max(by: .broker).total)
  ).colours(.rising(orange: 2, red: 10)).without(ProbeMeasures.isOff)
}

private let times = Section("How long clients wait") {
  Panel.heatmap(
    "Round trips",
    "From sending a record until it is read: the darker, the more records took so long. Worry when the dark band moves up, or splits.",
    unit: .seconds, chosen.series(ProbeFamilies.roundTripSeconds)
  ).without(ProbeMeasures.isOff)
  Panel.heatmap(
    "Writes",
    "From sending a record until all in-sync replicas have it. Worry when the dark band moves up; what is in round trips and not here is reading.",
    unit: .seconds, chosen.series(ProbeFamilies.produceSeconds)
  ).without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Round trip by broker", "Half of the records, and 99 of 100, came back in less. Worry about one broker that leaves the others.",
    unit: .seconds,
    quantiles(ProbeFamilies.roundTripSeconds)
  ).logarithmic().without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Write by broker", "Half of the records, and 99 of 100, were acknowledged in less. Worry about one broker that leaves the others.",
    unit: .seconds,
    quantiles(ProbeFamilies.produceSeconds)
  ).logarithmic().without(ProbeMeasures.isOff)
}

private func quantiles(_ family: Family) -> [Query] {
  [
    Query(chosen.series(family).quantile(0.99, by: .broker), "{{broker}} p99"),
    Query(chosen.series(family).quantile(0.5, by: .broker), "{{broker}} p50"),
  ]
}

private let outcomes = Section("What became of the records") {
  Panel.timeSeries(
    "Came back in time by broker", "The share of records that were read within the deadline. Worry below the line of 99.9%.", unit: .share,
    [Query(chosen.inTime(), by: .broker)]
  ).limits(ProbeMeasures.objective).zoomed().adding(["fieldConfig": ["defaults": ["max": 1]]]).without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Failed by reason", "Records that were given up, per second. Worry about any; the reason tells what to look at.",
    unit: .recordsPerSecond,
    [Query(chosen.series(ProbeFamilies.failed).rate().sum(by: .reason), by: .reason)]
  ).stacked().without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Under way", "In flight: sent and not acknowledged. Waiting: acknowledged and not read. Worry when they grow: a broker hangs.",
    unit: .records,
    [
      Query(chosen.series(ProbeFamilies.inFlight).sum(by: .broker), "{{broker}} in flight"),
      Query(chosen.series(ProbeFamilies.waiting).sum(by: .broker), "{{broker}} waiting"),
    ]
  ).without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Oldest record that waits", "Since when the oldest record of a broker waits to be read; 0 when none does. Worry when it climbs.",
    unit: .seconds,
    [
      Query(
        chosen.series(ProbeFamilies.oldestWaiting).max(by: .broker).orZero(where: chosen.series(ProbeFamilies.sent).max(by: .broker)),
        by: .broker)
    ]
  ).without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Out of order",
    "Records per second that were lost, read twice, read though they had failed, or not sent because too many were under way. Worry about any.",
    unit: .recordsPerSecond,
    [
      Query(chosen.rate(ProbeFamilies.lost).sum(by: .cluster), "lost"),
      Query(chosen.rate(ProbeFamilies.duplicated).sum(by: .cluster), "read twice"),
      Query(chosen.rate(ProbeFamilies.unexpected).sum(by: .cluster), "failed and read"),
      Query(chosen.rate(ProbeFamilies.late).sum(by: .cluster), "late"),
      Query(chosen.rate(ProbeFamilies.skipped).sum(by: .cluster), "not sent"),
    ]
  ).without(ProbeMeasures.isOff).colour(.red, of: "lost")
  Panel.timeSeries(
    "Sent by broker",
    "Records per second. Worry when a line ends: the broker leads no partition of the probe's topic, or the probe stands still.",
    unit: .recordsPerSecond, [Query(chosen.rate(ProbeFamilies.sent), by: .broker)]
  ).without(ProbeMeasures.isOff)
}

private let commits = Section("Commits, and what else the probe does") {
  Panel.timeSeries(
    "Commit by coordinator",
    "Half of the commits, and 99 of 100, were answered in less. Worry when it rises: groups commit and rebalance as slowly.",
    unit: .seconds, quantiles(ProbeFamilies.commitSeconds)
  ).logarithmic().without(ProbeMeasures.isOff)
  Panel.timeSeries(
    "Other failures",
    "What else did not work, per second: reading, committing, looking after the topic. The exporter's log has a line for each kind. Worry when it stays.",
    unit: .perSecond, [Query(ProbeFamilies.failures.chosen().rate().sum(by: .operation, .reason), "{{operation}}: {{reason}}")]
  ).emptyWhenHealthy("none: everything works")
}
