import KafkaProtocol

extension Endpoint {
  static let logAPIs = [
    Endpoint(ListOffsetsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(ProduceRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(InitProducerIdRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(FetchRequest.self) { cluster, request, context in await cluster.answer(request, context) },
    Endpoint(DeleteRecordsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetForLeaderEpochRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(DescribeLogDirsRequest.self) { cluster, request, context in cluster.answer(request, context) },
  ]
}
