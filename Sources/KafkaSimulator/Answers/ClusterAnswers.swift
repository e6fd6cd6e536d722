import KafkaProtocol

extension Endpoint {
  static let clusterAPIs = [
    Endpoint(ApiVersionsRequest.self) { cluster, _, context in cluster.apiVersions(version: context.version) },
    Endpoint(DescribeClusterRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(DescribeQuorumRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
  ]
}
