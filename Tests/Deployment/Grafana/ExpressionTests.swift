import KafkaExporter
import Testing

@testable import generate_dashboards

/// What a declaration becomes, and which mistakes are told before a Prometheus sees them.
struct ExpressionTests {
  private let ofCluster = #"job=~"$job",cluster=~"$cluster""#

  @Test func factsOfTwoExportersAreJoinedAndMeasurementsAddedUp() {
    let lag = GroupFamilies.lag.max(by: .group)
    #expect(lag.text == "max by (job, cluster, group) (kafka_group_lag{\(ofCluster)})")
    #expect(lag.total.text == "sum(\(lag.text))")
    let sent = Series(ProbeFamilies.sent).chosen([.broker]).rate().sum(by: .broker)
    #expect(
      sent.text
        == #"sum by (job, cluster, broker) (rate(kafka_probe_records_sent_total{\#(ofCluster),broker=~"$broker"}[$__rate_interval]))"#)
  }

  @Test func offsetsThatFallAreNoBurst() {
    #expect(
      Series(TopicFamilies.logEndOffsetSum).growth().max(by: .topic).text
        == "max by (job, cluster, topic) (deriv(kafka_topic_log_end_offset_sum{\(ofCluster)}[$__rate_interval]) >= 0)")
  }

  @Test func whatSpeaksOfTheProcessHasNoClusterAndIsTakenFromExportersOnly() {
    #expect(
      ExporterFamilies.pageBytes.max(by: .instance).text == #"max by (job, cluster, instance) (kafka_exporter_page_bytes{job=~"$job"})"#)
    #expect(
      ProcessFamilies.threads.max(by: .instance).text
        == #"max by (job, cluster, instance) (process_threads{job=~"$job"} and on (job, instance) kafka_exporter_build_info{job=~"$job"})"#)
  }

  @Test func sidesAreMatchedOnTheLabelsThatBothHave() {
    let topicLag = GroupTopicFamilies.lag.max(by: .group, .topic)
    let written = TopicFamilies.logEndOffsetSum.max(by: .topic)
    #expect((topicLag / written).text == "\(topicLag.text) / on (job, cluster, topic) group_left () \(written.text)")
    #expect((topicLag - topicLag).text == "\(topicLag.text) - \(topicLag.text)")
    #expect(written.and(topicLag).text == "\(written.text) and on (job, cluster, topic) \(topicLag.text)")
    #expect((topicLag / written).labels == ["job", "cluster", "group", "topic"])
  }

  @Test func parenthesesStandWherePrecedenceNeedsThem() {
    let brokers = Expression("b", labels: [])
    #expect(((brokers - brokers) / brokers).text == "(b - b) / b")
    #expect((brokers - (brokers - brokers)).text == "b - (b - b)")
    #expect((brokers - brokers / brokers).text == "b - b / b")
    #expect((brokers.above(0) / -brokers.below(0)).text == "(b > 0) / -(b < 0)")
    #expect(brokers.above(0.5).or(brokers * 0).and(brokers).text == "(b > 0.5 or b * 0) and b")
    #expect(brokers.unless(brokers).or(brokers).text == "b unless b or b")
    #expect((brokers + brokers).age.text == "time() - (b + b)")
  }

  @Test func curvesArePickedByTheirPeakSoThatTheirNumberIsLimited() {
    let lag = GroupFamilies.lag.max(by: .group)
    #expect(lag.peaks(3).text == "\(lag.text) and topk(3, max_over_time(\(lag.text)[$__range:$__interval] @ end()))")
    #expect((lag * 2).peaks(3).text.hasSuffix("max_over_time((\(lag.text) * 2)[$__range:$__interval] @ end()))"))
  }

  @Test(arguments: [
    (GroupFamilies.lag.max(by: .topic), "no label topic in kafka_group_lag"),
    (GroupFamilies.lag.chosen(.broker).max(by: .group), "kafka_group_lag has no label broker"),
    (GroupPartitionFamilies.committedOffset.max(by: .group), "kafka_group_partition_committed_offset is not on by default"),
    (GroupFamilies.lag.chosen().rate().max(by: .group), "rate of kafka_group_lag, which is a gauge"),
    (GroupFamilies.rebalances.chosen().growth().max(by: .group), "deriv of kafka_group_rebalances_total, which is a counter"),
    (GroupFamilies.lag.chosen().quantile(0.5, by: .group), "kafka_group_lag is a gauge, and has no buckets"),
    (
      GroupFamilies.lag.max(by: .group) / BrokerFamilies.isUp.max(by: .broker),
      #"/ of ["job", "cluster", "group"] and ["job", "cluster", "broker"]"#
    ),
    (GroupFamilies.lag.max(by: .group).or(GroupFamilies.lag.total), #"or of ["job", "cluster", "group"] and []"#),
  ]) func aMistakeIsToldWithItsPlace(expression: Expression, problem: String) throws {
    let panel = Panel.figure("Wrong", "Does not work.", expression).width(24)
    let dashboard = Dashboard(uid: "kafka-wrong", title: "Wrong", description: "", sections: [Section { panel }])
    let problems = dashboard.problems
    #expect(problems.count >= 1)
    #expect(problems.first?.hasPrefix("kafka-wrong: \"Wrong\": \(problem)") == true, "\(problems)")
    #expect(throws: GeneratorError.self) { try DashboardFiles([dashboard]) }
  }

  @Test func whatIsNotAggregatedOrNotNamedIsAMistake() {
    #expect(Query(GroupFamilies.lag.expression, "{{group}}").problems.first?.hasPrefix("not aggregated") == true)
    #expect(Query(GroupFamilies.lag.max(by: .group), "{{topic}}").problems.first?.hasPrefix("no label topic for the legend") == true)
    #expect(Query(GroupFamilies.lag.max(by: .group), by: .group).legend == "{{cluster}} {{group}}")
    #expect(Query(GroupFamilies.lag.total, "all").legend == "all")
  }

  @Test func linesThatAreNotFilledAndTitlesThatComeTwiceAreMistakes() {
    let panel = Panel.figure("Lag", "All of it.", GroupFamilies.lag.total)
    let dashboard = Dashboard(
      uid: "kafka-wrong", title: "Wrong", description: "",
      sections: [
        Section {
          panel.width(12); panel.width(11).height(9)
        }
      ])
    let problems = dashboard.problems
    #expect(problems.count == 3)
    for part in ["23 of 24 columns are used by", "different heights:", #"the same id: ["Lag", "Lag"]"#] {
      #expect(problems.contains { $0.hasPrefix("kafka-wrong: \(part)") }, "\(part)")
    }
  }
}
