import KafkaProtocol

extension Endpoint {
  static let clusterAPIs = [
    Endpoint(ApiVersionsRequest.self) { cluster, _, _ in cluster.apiVersions },
    Endpoint(DescribeClusterRequest.self) { cluster, request, _ in cluster.answer(request) },
  ]
}

extension SimulatedCluster {
  /// What the brokers speak: the same for all of them.
  var apiVersions: ApiVersionsResponse {
    ApiVersionsResponse(
      apiKeys: Endpoint.all.values.sorted { $0.api.rawValue < $1.api.rawValue }.map {
        .init(apiKey: $0.api.rawValue, minVersion: $0.versions.lowerBound, maxVersion: $0.versions.upperBound)
      })
  }

  func answer(_ request: DescribeClusterRequest) -> DescribeClusterResponse {
    DescribeClusterResponse(
      clusterId: clusterID, controllerId: liveBrokers.randomElement(using: &generator)?.id ?? -1,
      brokers: liveBrokers.map { .init(brokerId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack) })
  }
}
