import KafkaExporter

/// What several dashboards say of groups; narrowed to what is chosen in the variables of the given labels.
struct GroupMeasures {
  let chosen: [Label]
  /// The groups that records are counted of; nil for all that are chosen.
  private var among: Expression?

  init(_ chosen: Label...) {
    self.chosen = chosen
  }

  /// Counts the records of a few groups only: those whose lag was highest, in what is shown, while they had members. They are picked before anything else is worked
  /// out, because the rates of all groups and topics of a large cluster at every point of a chart take seconds. Where lags are equal, two selections may differ: so
  /// nothing below has two of them.
  func furthestBehind(_ count: Int) -> GroupMeasures {
    var few = self
    few.among = lag.and(withMembers).highestPeaks(count)
    return few
  }

  /// The chosen series of a family, by the variables whose labels it has.
  func series(_ family: Family) -> Series {
    Series(family).chosen(chosen.filter { family.labels.contains($0) })
  }

  var lag: Expression { series(GroupFamilies.lag).max(by: .group) }

  /// By how many records per second the lag rises.
  var lagTrend: Expression { series(GroupFamilies.lag).trend().max(by: .group) }

  var topicLag: Expression { picked(from: series(GroupTopicFamilies.lag).now).max(by: .group, .topic) }

  /// Records per second that the group read, by its commits.
  var readByTopic: Expression { picked(from: series(GroupTopicFamilies.committedOffsetSum).growth()).max(by: .group, .topic) }
  var read: Expression { readByTopic.sum(by: .group) }

  /// Records per second that were written into the topics the group reads: the topic's, for each group that has a lag in it.
  func arrivingByTopic(over window: Window = .rateInterval) -> Expression {
    topicLag * 0 + series(TopicFamilies.logEndOffsetSum).growth(over: window).max(by: .topic)
  }
  func arriving(over window: Window = .rateInterval) -> Expression { arrivingByTopic(over: window).sum(by: .group) }

  /// How many seconds it took to write what the group has not read, at the rate of the last minutes; no result where nothing is written.
  var secondsBehind: Expression { lag / arriving(over: .trend).above(0) }

  /// In how many seconds the lag is gone if it goes on falling as it does; no result where it does not fall.
  var secondsToCatchUp: Expression { (lag.above(0) / -lagTrend.below(0)).or(lag.equal(to: 0)) }

  /// Which share of the arriving records stays unread: 0 for a group that keeps up, 1 for one that stands still.
  var shareLeftUnread: Expression { lagTrend / arriving(over: .trend).above(0) }

  /// The groups that leave more than a tenth of what arrives unread.
  var fallingBehind: Expression { shareLeftUnread.above(0.1) }

  var withMembers: Expression { series(GroupFamilies.members).max(by: .group).above(0) }

  /// Records that were gone before the group read them.
  var deletedUnread: Expression {
    series(GroupPartitionFamilies.lostRecords).max(by: .group, .topic, .partition).sum(by: .group).orZero(where: lag)
  }

  /// Partitions by group and topic, of a family that lists only what is above 0; 0 for the others.
  func partitions(_ family: Family) -> Expression {
    series(family).max(by: .group, .topic).orZero(where: topicLag)
  }

  /// The same of all that are chosen.
  func number(of family: Family) -> Expression {
    series(family).max(by: .group, .topic).total.orZero(where: series(GroupFamilies.info).max(by: .group).total)
  }

  /// The state as a number, see `GroupState`.
  var state: Expression {
    let family = series(GroupFamilies.state)
    let another = family.max(by: .group) * GroupState.another
    let known = GroupState.all.map { family.where(.state, is: $0.name).max(by: .group) * $0.value }
    return (known.dropFirst() + [another]).reduce(known.first ?? another) { $0.or($1) }
  }

  private func picked(from series: Expression) -> Expression { among.map(series.and) ?? series }
}

/// The states of a group, as Kafka spells them, with the numbers that panels show them by.
enum GroupState {
  static let all: [(name: String, value: Int, colour: Thresholds.Colour)] = [
    ("Stable", 1, .green), ("Empty", 2, .blue), ("PreparingRebalance", 3, .orange), ("CompletingRebalance", 4, .yellow),
    ("Assigning", 5, .orange), ("Reconciling", 6, .yellow), ("Dead", 7, .red),
  ]
  static let another = 9

  static let names = ValueNames(all.map { ($0.value, $0.name, $0.colour) } + [(another, "another", .purple)])
}
