import KafkaProtocol

extension Endpoint {
  static let groupAPIs = [
    Endpoint(FindCoordinatorRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(ListGroupsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(DescribeGroupsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(ConsumerGroupDescribeRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetFetchRequest.self) { cluster, request, context in cluster.answer(request, context) },
  ]
}
