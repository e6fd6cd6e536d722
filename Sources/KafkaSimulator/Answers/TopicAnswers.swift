import KafkaProtocol

extension Endpoint {
  static let topicAPIs = [
    Endpoint(MetadataRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(CreateTopicsRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(DeleteTopicsRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
  ]
}
