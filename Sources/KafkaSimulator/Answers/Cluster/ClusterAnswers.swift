import KafkaProtocol

extension Endpoint {
  static let clusterAPIs = [
    Endpoint(ApiVersionsRequest.self) { cluster, _, context in cluster.apiVersions(of: context.broker, version: context.version) },
    Endpoint(DescribeClusterRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(DescribeQuorumRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
  ]
}
