/// All families that the exporter knows, in the order of the page.
package enum Catalogue {
  package static let families: [Family] =
    ClusterFamilies.all + BrokerFamilies.all + TopicFamilies.all + PartitionFamilies.all + GroupFamilies.all + GroupTopicFamilies.all
    + GroupPartitionFamilies.all + ProbeFamilies.all + ExporterFamilies.all + ProcessFamilies.all

  /// The names that settings use, whatever the prefix of the pages is.
  package static let names: [String] = families.map { $0.fullName() }
}
