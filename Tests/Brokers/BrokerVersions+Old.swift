import KafkaProtocol
package import KafkaSimulator

extension BrokerVersions {
  /// What is asked here of a broker of the 2.4 line with ZooKeeper: no DescribeCluster, no quorum, one group a request, no topic ids, no states
  /// in ListGroups.
  package static let kafka2 = BrokerVersions([
    .apiVersions: 0...3, .metadata: 0...9, .listGroups: 0...3, .describeGroups: 0...5, .offsetFetch: 1...7, .listOffsets: 1...5,
    .describeConfigs: 1...2, .findCoordinator: 0...3,
  ])
}
