import KafkaProtocol

extension Endpoint {
  static let groupAPIs = [
    Endpoint(FindCoordinatorRequest.self) { cluster, request, context in cluster.answer(request, version: context.version) },
    Endpoint(ListGroupsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(DescribeGroupsRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(ConsumerGroupDescribeRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetFetchRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(JoinGroupRequest.self) { cluster, request, context in await cluster.answer(request, context) },
    Endpoint(SyncGroupRequest.self) { cluster, request, context in await cluster.answer(request, context) },
    Endpoint(HeartbeatRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(LeaveGroupRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(ConsumerGroupHeartbeatRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetCommitRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(OffsetDeleteRequest.self) { cluster, request, context in cluster.answer(request, context) },
    Endpoint(DeleteGroupsRequest.self) { cluster, request, context in cluster.answer(request, context) },
  ]
}
