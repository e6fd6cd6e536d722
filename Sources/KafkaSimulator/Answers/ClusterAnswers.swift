import KafkaProtocol

extension Endpoint {
  static let clusterAPIs = [
    Endpoint(ApiVersionsRequest.self) { cluster, _, context in (cluster.brokers[context.broker]?.versions ?? .newest).response },
    Endpoint(DescribeClusterRequest.self) { cluster, request, _ in cluster.answer(request) },
  ]
}

extension SimulatedCluster {
  func answer(_ request: DescribeClusterRequest) -> DescribeClusterResponse {
    DescribeClusterResponse(
      clusterId: clusterID, controllerId: liveBrokers.randomElement(using: &generator)?.id ?? -1,
      brokers: liveBrokers.map { .init(brokerId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack) })
  }
}
