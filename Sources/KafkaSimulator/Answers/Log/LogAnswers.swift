import KafkaProtocol

extension Endpoint {
  static let logAPIs = [
    Endpoint(ListOffsetsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(ProduceRequest.self) { cluster, request, context in cluster.answer(request, context) },
    // Version 6 is for two-phase commit (KIP-939), which 4.3 has not switched on.
    Endpoint(InitProducerIdRequest.self, newest: 5) { cluster, request, _ in cluster.answer(request) },
    Endpoint(FetchRequest.self) { cluster, request, context in await cluster.answer(request, context) },
    Endpoint(DeleteRecordsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetForLeaderEpochRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(DescribeLogDirsRequest.self) { cluster, request, context in cluster.answer(request, context) },
  ]
}
