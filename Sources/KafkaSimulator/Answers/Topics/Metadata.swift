import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: MetadataRequest, version: Int16) -> MetadataResponse {
    let byID = (request.topics ?? []).filter { $0.topicId != .zero }
    guard byID.isEmpty || version >= 12 else {
      // Versions 10 and 11 have the field and brokers refuse it.
      return MetadataResponse(topics: byID.map { .init(errorCode: .invalidRequest, name: $0.name ?? "", topicId: $0.topicId) })
    }
    let rows = MetadataRows(
      brokers: brokers.mapValues(\.isAlive), hidesOfflineReplicas: version == 0,
      operations: request.includeTopicAuthorizedOperations ? AuthorizedOperations.topic : AuthorizedOperations.unknown)
    var response = MetadataResponse(
      brokers: liveBrokers.map { .init(nodeId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack) }, clusterId: clusterID,
      controllerId: anyBroker)
    if request.includeClusterAuthorizedOperations, (8...10).contains(version) {
      response.clusterAuthorizedOperations = AuthorizedOperations.cluster
    }
    // Version 0 says "all topics" with an empty list, later ones with none.
    if let asked = request.topics, !(version == 0 && asked.isEmpty) {
      let mayCreate = request.allowAutoTopicCreation && defaults.createsTopics
      response.topics = byID.isEmpty ? describe(asked.compactMap(\.name), mayCreate: mayCreate, rows) : describe(byID.map(\.topicId), rows)
    } else {
      response.topics = topics.keys.sorted().compactMap { topics[$0].map(rows.row) }
    }
    return response
  }

  private func describe(_ ids: [KafkaUUID], _ rows: MetadataRows) -> [MetadataResponse.Topic] {
    let unknown = ids.filter { topic($0) == nil }.map { MetadataResponse.Topic(errorCode: .unknownTopicId, name: nil, topicId: $0) }
    return unknown + ids.compactMap { topic($0).map(rows.row) }
  }

  /// Topics that exist come first, as from a broker.
  private func describe(_ names: [String], mayCreate: Bool, _ rows: MetadataRows) -> [MetadataResponse.Topic] {
    var seen: Set<String> = []
    let distinct = names.filter { seen.insert($0).inserted }
    let known = distinct.compactMap { topics[$0].map(rows.row) }
    let unknown = distinct.filter { topics[$0] == nil }.map { name in
      guard TopicName.problem(name) == nil else { return rows.missing(name, .invalidTopicException) }
      // The broker hands the wish on to the controller, and the client asks again.
      if mayCreate { _ = try? createTopic(name) }
      return rows.missing(name, .unknownTopicOrPartition)
    }
    return known + unknown
  }
}

/// How topics become rows of a Metadata answer.
private struct MetadataRows {
  private let alive: Set<Int32>
  private let isAnybodyDead: Bool
  /// Version 0 cannot name offline replicas: it leaves them out, and says so by an error.
  private let hidesOfflineReplicas: Bool
  private let operations: Int32

  init(brokers: [Int32: Bool], hidesOfflineReplicas: Bool, operations: Int32) {
    alive = Set(brokers.filter(\.value).keys)
    isAnybodyDead = brokers.values.contains(false)
    self.hidesOfflineReplicas = hidesOfflineReplicas
    self.operations = operations
  }

  func row(_ topic: Topic) -> MetadataResponse.Topic {
    var index: Int32 = -1
    return MetadataResponse.Topic(
      name: topic.name, topicId: topic.id, isInternal: topic.isInternal,
      partitions: topic.partitions.map { partition in
        index += 1
        return row(partition, index)
      }, topicAuthorizedOperations: operations)
  }

  func missing(_ name: String, _ code: ErrorCode) -> MetadataResponse.Topic {
    .init(errorCode: code, name: name, isInternal: TopicName.isInternal(name), topicAuthorizedOperations: operations)
  }

  /// Nearly always nobody is dead, and then nothing is allocated: the lists are those of the partition.
  private func row(_ partition: Partition, _ index: Int32) -> MetadataResponse.Partition {
    var row = MetadataResponse.Partition(
      errorCode: partition.leader < 0 ? .leaderNotAvailable : .none, partitionIndex: index, leaderId: partition.leader,
      leaderEpoch: partition.leaderEpoch, replicaNodes: partition.replicas, isrNodes: partition.inSync)
    guard isAnybodyDead, !partition.replicas.allSatisfy(alive.contains) else { return row }
    if hidesOfflineReplicas {
      row.replicaNodes = partition.replicas.filter(alive.contains)
      row.isrNodes = partition.inSync.filter(alive.contains)
      if row.errorCode == .none { row.errorCode = .replicaNotAvailable }
    } else {
      row.offlineReplicas = partition.replicas.filter { !alive.contains($0) }
    }
    return row
  }
}
