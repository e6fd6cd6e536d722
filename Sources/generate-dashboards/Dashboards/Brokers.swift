import KafkaExporter

extension Dashboard {
  /// Which brokers answer, how fast, and whether each has its share.
  static let brokers = Dashboard(
    uid: "kafka-brokers", title: "Kafka brokers",
    description: "Which brokers answer, how fast, and whether each has its share of the work.",
    variables: [.several(.broker, in: Series(BrokerFamilies.isUp), "Broker", "One broker, several, or all.")],
    annotations: [.brokerDown, .controllerMoved],
    sections: [figures, availability, share, response])
}

private func chosen(_ family: Family) -> Series { family.chosen(.broker) }

private let known = ClusterFamilies.brokers.max(by: .cluster).total

private let figures = Section {
  Panel.figure("Brokers", "Brokers that are registered in the clusters that are chosen.", known)
  Panel.stat(
    "Down", "Brokers that do not answer, or have left while replicas are theirs. Worry at 1.",
    chosen(BrokerFamilies.isUp).max(by: .broker).equal(to: 0).number.orZero(where: known)
  ).colours(.anyIs(.red))
  Panel.figure(
    "Controller", "The broker or controller node that leads the cluster's metadata. Worry when it keeps changing, or when there is none.",
    ClusterFamilies.controller.max(by: .cluster), legend: "controller"
  ).without("none")
  Panel.stat(
    "Leaders spread",
    "How many times its even share the busiest broker leads: 1 is even. Worry from one and a half on, in clusters with many partitions.",
    leaderSkew.highest
  ).colours(.rising(orange: 1.5, red: 2)).decimals(2)
  Panel.stat(
    "Not preferred",
    "The share of partitions that another broker leads than the first of their replicas. It follows a restart; worry when more than a tenth stays.",
    unit: .share,
    ClusterFamilies.partitionsNotPreferred.max(by: .cluster).total / TopicFamilies.partitions.max(by: .topic).total
  ).colours(.rising(orange: 0.1, red: 0.3)).decimals(0)
  Panel.figure(
    "Answers, p99", "99 of 100 of the exporter's own requests were answered in less, in the last five minutes.", unit: .seconds,
    chosen(BrokerFamilies.responseSeconds).totalQuantile(0.99, over: .trend))
}

/// The busiest broker against the average one.
private let leaderSkew =
  BrokerFamilies.leaderPartitions.max(by: .broker).max(by: .cluster)
  / BrokerFamilies.leaderPartitions.max(by: .broker).average(by: .cluster).above(0)

private let availability = Section("Who is there") {
  Panel.timeline(
    "Up", "Whether a broker answers the exporter. Worry about every red band.",
    Query(chosen(BrokerFamilies.isUp).max(by: .broker), by: .broker), .upOrDown
  ).height(9)
  Table(
    key: [(.broker, "Broker")],
    columns: [
      .init(title: "Is", expression: chosen(BrokerFamilies.isUp).max(by: .broker), names: .upOrDown),
      .init(title: "Last answer", expression: chosen(BrokerFamilies.lastResponse).max(by: .broker).age, unit: .seconds, decimals: 0),
      .init(title: "p99", expression: chosen(BrokerFamilies.responseSeconds).quantile(0.99, by: .broker, over: .trend), unit: .seconds),
      .init(title: "Leads", expression: chosen(BrokerFamilies.leaderPartitions).max(by: .broker)),
      .init(title: "Should lead", expression: chosen(BrokerFamilies.preferredLeaderPartitions).max(by: .broker)),
      .init(title: "Replicas", expression: chosen(BrokerFamilies.partitions).max(by: .broker)),
      .init(
        title: "Identity", expression: chosen(BrokerFamilies.info).max(by: .broker, .host, .port, .rack),
        shows: [(.host, "Host"), (.port, "Port"), (.rack, "Rack")]),
    ], limit: 100, isLowestFirst: true
  ).panel(
    "Brokers, those that are down first",
    "Up to a hundred brokers. Worry about one that is down, or that answers much later than the others.")
}

private let share = Section("Who does the work") {
  Panel.timeSeries(
    "Leads", "Partitions that each broker leads. Worry when one falls to 0, or leads far more than the others: it gets their writes.",
    unit: .partitions,
    [Query(chosen(BrokerFamilies.leaderPartitions).max(by: .broker).peaks(20), by: .broker)]
  ).stepped()
  Panel.timeSeries(
    "Leads less than it should",
    "By how many partitions a broker leads fewer than those that name it first. Worry when it stays above 0 after a restart: elect preferred leaders.",
    unit: .partitions,
    [
      Query(
        (chosen(BrokerFamilies.preferredLeaderPartitions).max(by: .broker) - chosen(BrokerFamilies.leaderPartitions).max(by: .broker))
          .peaks(20),
        by: .broker)
    ]
  ).stepped().zoomed()
  Panel.timeSeries(
    "Has replicas of", "Partitions that have a replica on each broker. Worry when one has far more than the others: its disk fills first.",
    unit: .partitions, [Query(chosen(BrokerFamilies.partitions).max(by: .broker).peaks(20), by: .broker)]
  ).stepped()
  Panel.timeSeries(
    "Leaders: busiest against average",
    "How many times its even share the busiest broker leads; 1 is even. Worry above the line, in clusters with many partitions.",
    unit: .number, [Query(leaderSkew, "skew")]
  ).limits(.rising(orange: 1.5, red: 2))
}

private let response = Section("How fast they answer the exporter") {
  Panel.heatmap(
    "Answers", "Round trips of the exporter's requests: the darker, the more took so long. Worry when the dark band moves up.",
    unit: .seconds,
    chosen(BrokerFamilies.responseSeconds))
  Panel.timeSeries(
    "p99 by broker", "99 of 100 requests were answered in less, the ten slowest brokers. Worry about one that leaves the others.",
    unit: .seconds,
    [Query(chosen(BrokerFamilies.responseSeconds).quantile(0.99, by: .broker).peaks(10), by: .broker)]
  ).logarithmic()
  Panel.timeSeries(
    "p50 by broker", "Half of the requests were answered in less, the ten slowest brokers. Worry when it rises for good.", unit: .seconds,
    [Query(chosen(BrokerFamilies.responseSeconds).quantile(0.5, by: .broker).peaks(10), by: .broker)]
  ).logarithmic()
  Panel.timeSeries(
    "Since the last answer",
    "How long ago each broker answered, the ten that have been silent longest. It swings with the exporter's interval; worry when it climbs.",
    unit: .seconds, [Query(chosen(BrokerFamilies.lastResponse).max(by: .broker).age.peaks(10), by: .broker)])
}
