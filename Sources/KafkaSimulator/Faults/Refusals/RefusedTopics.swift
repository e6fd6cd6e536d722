import KafkaProtocol

// Refusals of what is asked about topics.

extension MetadataRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> MetadataResponse? {
    .init(
      topics: (topics ?? []).map { .init(errorCode: refusal.code, name: $0.name ?? "", topicId: $0.topicId) },
      errorCode: refusal.code)
  }
}

extension DescribeTopicPartitionsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeTopicPartitionsResponse? {
    .init(topics: topics.map { .init(errorCode: refusal.code, name: $0.name) })
  }
}

extension CreateTopicsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> CreateTopicsResponse? {
    .init(topics: topics.map { .init(name: $0.name, errorCode: refusal.code, errorMessage: refusal.message) })
  }
}

extension DeleteTopicsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DeleteTopicsResponse? {
    let named = version >= 6 ? topics : topicNames.map { DeleteTopicState(name: $0) }
    return .init(responses: named.map { .init(name: $0.name, topicId: $0.topicId, errorCode: refusal.code) })
  }
}

extension CreatePartitionsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> CreatePartitionsResponse? {
    .init(results: topics.map { .init(name: $0.name, errorCode: refusal.code, errorMessage: refusal.message) })
  }
}

extension ElectLeadersRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ElectLeadersResponse? {
    .init(
      errorCode: version >= 1 ? refusal.code : .none,
      replicaElectionResults: (topicPartitions ?? []).map { topic in
        .init(
          topic: topic.topic,
          partitionResult: topic.partitions.map { .init(partitionId: $0, errorCode: refusal.code, errorMessage: refusal.message) })
      })
  }
}

extension AlterPartitionReassignmentsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> AlterPartitionReassignmentsResponse? {
    .init(
      errorCode: refusal.code, errorMessage: refusal.message,
      responses: topics.map { topic in
        .init(
          name: topic.name,
          partitions: topic.partitions.map {
            .init(partitionIndex: $0.partitionIndex, errorCode: refusal.code, errorMessage: refusal.message)
          })
      })
  }
}

extension ListPartitionReassignmentsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ListPartitionReassignmentsResponse? {
    .init(
      errorCode: refusal.code, errorMessage: refusal.message,
      topics: (topics ?? []).map { topic in
        .init(name: topic.name, partitions: topic.partitionIndexes.map { .init(partitionIndex: $0) })
      })
  }
}
