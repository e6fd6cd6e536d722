import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: MetadataRequest, version: Int16) -> MetadataResponse {
    var response = MetadataResponse(
      brokers: liveBrokers.map { .init(nodeId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack) }, clusterId: clusterID,
      // With KRaft it is any broker: clients send to it what is for the controller, and it hands that on (KIP-590).
      controllerId: liveBrokers.randomElement(using: &generator)?.id ?? -1)
    // Version 0 says "all topics" with an empty list, later ones with none.
    if let asked = request.topics, !(version == 0 && asked.isEmpty) {
      response.topics = asked.map { describe($0, mayCreate: request.allowAutoTopicCreation && version >= 4) }
    } else {
      response.topics = topics.keys.sorted().compactMap { topics[$0] }.map { describe($0, version: version) }
    }
    return response
  }

  private func describe(_ asked: MetadataRequest.Topic, mayCreate: Bool) -> MetadataResponse.Topic {
    guard let name = asked.name else {
      guard let topic = topic(asked.topicId) else { return .init(errorCode: .unknownTopicId, name: nil, topicId: asked.topicId) }
      return describe(topic, version: MetadataRequest.validVersions.upperBound)
    }
    if let topic = topics[name] { return describe(topic, version: MetadataRequest.validVersions.upperBound) }
    guard TopicName.problem(name) == nil else { return .init(errorCode: .invalidTopicException, name: name) }
    if mayCreate, defaults.createsTopics {
      // As a broker: it asks the controller, and the client asks again.
      _ = try? createTopic(name)
      return .init(errorCode: .leaderNotAvailable, name: name, isInternal: TopicName.isInternal(name))
    }
    return .init(errorCode: .unknownTopicOrPartition, name: name, isInternal: TopicName.isInternal(name))
  }

  private func describe(_ topic: Topic, version: Int16) -> MetadataResponse.Topic {
    MetadataResponse.Topic(
      name: topic.name, topicId: topic.id, isInternal: topic.isInternal,
      partitions: topic.partitions.enumerated().map { index, partition in
        .init(
          errorCode: partition.leader < 0 ? .leaderNotAvailable : .none, partitionIndex: Int32(clamping: index),
          leaderId: partition.leader, leaderEpoch: partition.leaderEpoch, replicaNodes: partition.replicas, isrNodes: partition.inSync,
          offlineReplicas: offline(partition.replicas))
      })
  }

  /// Nearly always none, and then nothing is allocated.
  private func offline(_ replicas: [Int32]) -> [Int32] {
    guard replicas.contains(where: { brokers[$0]?.isAlive != true }) else { return [] }
    return replicas.filter { brokers[$0]?.isAlive != true }
  }
}
