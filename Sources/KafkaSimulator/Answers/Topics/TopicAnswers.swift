import KafkaProtocol

extension Endpoint {
  static let topicAPIs = [
    Endpoint(MetadataRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(DescribeTopicPartitionsRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(CreateTopicsRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(DeleteTopicsRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(CreatePartitionsRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(DescribeConfigsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(IncrementalAlterConfigsRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(AlterPartitionReassignmentsRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(ListPartitionReassignmentsRequest.self) { cluster, request, _ in cluster.answer(request) },
    Endpoint(ElectLeadersRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
  ]
}
