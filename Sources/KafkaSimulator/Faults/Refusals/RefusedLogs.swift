import KafkaProtocol

// Refusals of what is asked about the records of partitions.

extension ProduceRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ProduceResponse? {
    guard acks != 0 else { return nil }
    return .init(
      responses: topicData.filter { !$0.partitionData.isEmpty }.map { topic in
        .init(
          name: topic.name, topicId: topic.topicId,
          partitionResponses: topic.partitionData.map {
            .init(index: $0.index, errorCode: refusal.code, baseOffset: -1, errorMessage: refusal.message)
          })
      })
  }
}

extension FetchRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> FetchResponse? {
    // From 13 on clients are known to look at the code of the whole.
    let partitionsSayIt = version < 13
    return .init(
      errorCode: refusal.code, sessionId: sessionId,
      responses: !partitionsSayIt
        ? []
        : topics.map { topic in
          .init(
            topic: topic.topic,
            partitions: topic.partitions.map { .init(partitionIndex: $0.partition, errorCode: refusal.code, highWatermark: -1) })
        })
  }
}

extension ListOffsetsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ListOffsetsResponse? {
    .init(
      topics: topics.map { topic in
        .init(name: topic.name, partitions: topic.partitions.map { .init(partitionIndex: $0.partitionIndex, errorCode: refusal.code) })
      })
  }
}

extension DeleteRecordsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DeleteRecordsResponse? {
    .init(
      topics: topics.map { topic in
        .init(
          name: topic.name,
          partitions: topic.partitions.map { .init(partitionIndex: $0.partitionIndex, lowWatermark: -1, errorCode: refusal.code) })
      })
  }
}

extension OffsetForLeaderEpochRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> OffsetForLeaderEpochResponse? {
    .init(
      topics: topics.map { topic in
        .init(topic: topic.topic, partitions: topic.partitions.map { .init(errorCode: refusal.code, partition: $0.partition) })
      })
  }
}

extension InitProducerIdRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> InitProducerIdResponse? { .init(errorCode: refusal.code, producerEpoch: -1) }
}
