import KafkaExporter

/// docs/metrics.md, from the declarations.
enum MetricsReference {
  static var markdown: String {
    """
    # Metrics

    Made from the declarations in Sources/KafkaExporter/Metrics/Families; a test fails when this file lags behind them, and `UPDATE_GOLDEN=1 swift test --filter \
    CatalogueTests` writes it anew.

    Names begin with the configured prefix (`kafka_` here). Where several clusters are configured, every series of a cluster has the label `cluster` \
    before its others. What is unknown is absent, never 0, -1 or NaN. "only 1" families list the partitions where they are 1; with `--families all` they \
    have 0 or 1 for every partition. Types are the text format's; what is `info` here is a gauge there, always 1.

    Granularity `topic` leaves out the families with the label `partition`; `group` leaves out those with both `group` and `topic` too. When the page would \
    have more series than the budget, the finest families are cut first and `kafka_exporter_series_dropped_total` counts what they lost.


    """ + sections.map { "## \($0)\n\n" + table($1) }.joined(separator: "\n")
  }

  private static let sections: [(String, [Family])] = [
    ("Cluster", ClusterFamilies.all), ("Brokers", BrokerFamilies.all), ("Topics", TopicFamilies.all), ("Partitions", PartitionFamilies.all),
    ("Groups", GroupFamilies.all), ("Groups by topic", GroupTopicFamilies.all), ("Groups by partition", GroupPartitionFamilies.all),
    ("The probe", ProbeFamilies.all),
    ("The exporter", ExporterFamilies.all), ("The process", ProcessFamilies.all),
  ]

  private static func table(_ families: [Family]) -> String {
    "| family | type | labels | on | meaning |\n|---|---|---|---|---|\n" + families.map(row).joined()
  }

  private static func row(_ family: Family) -> String {
    let labels = family.labels.map { "`\($0.name)`" }.joined(separator: ", ")
    let isOn = family.isSparse ? "default, only 1" : family.isDefault ? "default" : "optional"
    return "| `\(family.fullName())` | \(family.kind.rawValue) | \(labels) | \(isOn) | \(family.help) |\n"
  }
}
