import KafkaExporter

/// What several dashboards say of topics and partitions; narrowed to what is chosen in the variables of the given labels.
struct PartitionMeasures {
  let chosen: [Label]

  init(_ chosen: Label...) {
    self.chosen = chosen
  }

  func series(_ family: Family) -> Series {
    Series(family).chosen(chosen.filter { family.labels.contains($0) })
  }

  /// Records written per second.
  var written: Expression { series(TopicFamilies.logEndOffsetSum).growth().max(by: .topic) }

  /// Records that are there.
  var kept: Expression {
    series(TopicFamilies.logEndOffsetSum).max(by: .topic) - series(TopicFamilies.logStartOffsetSum).max(by: .topic)
  }

  var writtenByPartition: Expression { series(PartitionFamilies.logEndOffset).growth().max(by: .topic, .partition) }

  /// How many times the average partition's records the busiest partition of a topic gets, of the topics that most was written into.
  func skew(ofBusiest count: Int) -> Expression {
    let partitions = series(PartitionFamilies.logEndOffset).growth().and(written.highestPeaks(count)).max(by: .topic, .partition)
    return partitions.max(by: .topic) / partitions.average(by: .topic).above(0)
  }

  /// How often a topic was deleted and created again under its name within a window: its ids, less the first. The family of recreations counts only those
  /// between two polls, and an exporter that was away has seen none.
  func recreations(over window: Window) -> Expression {
    series(TopicFamilies.info).seen(over: window).max(by: .topic, .topicID).count(by: .topic) - 1
  }

  /// What is wrong with each partition that is not as it should be, the worst as a number: see `names`. Nothing where all is well.
  var unhealthy: Expression {
    (by(PartitionFamilies.offline) * 4)
      .or(by(PartitionFamilies.underMinInSync) * 3)
      .or(by(PartitionFamilies.atMinInSync) * 2)
      .or(by(PartitionFamilies.underReplicated) * 1)
  }

  /// How many partitions are so, of the chosen topics; 0 where none is.
  func number(_ flag: Family) -> Expression {
    by(flag).total.orZero(where: series(TopicFamilies.partitions).total)
  }

  private func by(_ flag: Family) -> Expression {
    series(flag).max(by: .topic, .partition).equal(to: 1)
  }

  static let names = ValueNames([
    (4, "offline: no reads, no writes", .red), (3, "under min ISR: no writes with acks=all", .red),
    (2, "at min ISR: one more and no writes", .orange), (1, "under-replicated", .yellow),
  ])
}
