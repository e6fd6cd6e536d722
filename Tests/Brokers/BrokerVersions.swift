public import KafkaProtocol

/// The API versions that a scripted broker speaks.
public struct BrokerVersions: Sendable {
  public var ranges: [APIKey: ClosedRange<Int16>]

  public init(_ ranges: [APIKey: ClosedRange<Int16>]) {
    self.ranges = ranges
  }

  /// All that the generated messages speak.
  public static let newest = BrokerVersions([
    .apiVersions: ApiVersionsRequest.validVersions,
    .describeCluster: DescribeClusterRequest.validVersions,
    .describeQuorum: DescribeQuorumRequest.validVersions,
    .metadata: MetadataRequest.validVersions,
    .listGroups: ListGroupsRequest.validVersions,
    .describeGroups: DescribeGroupsRequest.validVersions,
    .consumerGroupDescribe: ConsumerGroupDescribeRequest.validVersions,
    .offsetFetch: OffsetFetchRequest.validVersions,
    .listOffsets: ListOffsetsRequest.validVersions,
    .describeConfigs: DescribeConfigsRequest.validVersions,
    .findCoordinator: FindCoordinatorRequest.validVersions,
  ])

  /// A broker of the 2.4 line with ZooKeeper: no DescribeCluster, no quorum, one group a request, no topic ids, no states in ListGroups.
  public static let kafka2 = BrokerVersions([
    .apiVersions: 0...3, .metadata: 0...9, .listGroups: 0...3, .describeGroups: 0...5, .offsetFetch: 1...7, .listOffsets: 1...5,
    .describeConfigs: 1...2, .findCoordinator: 0...3,
  ])

  func speaks(_ header: RequestHeader) -> Bool {
    ranges[header.apiKey]?.contains(header.apiVersion) ?? false
  }

  var response: ApiVersionsResponse {
    ApiVersionsResponse(
      apiKeys: ranges.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        .init(apiKey: $0.key.rawValue, minVersion: $0.value.lowerBound, maxVersion: $0.value.upperBound)
      })
  }
}
