import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: CreateTopicsRequest) -> CreateTopicsResponse {
    CreateTopicsResponse(topics: request.topics.map { create($0, onlyValidates: request.validateOnly) })
  }

  private func create(_ wanted: CreateTopicsRequest.CreatableTopic, onlyValidates: Bool) -> CreateTopicsResponse.CreatableTopicResult {
    let configuration = Dictionary(wanted.configs.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { _, last in last })
    do throws(Refusal) {
      let replicas = try replicas(of: wanted)
      let topic = try createTopic(wanted.name, replicas: replicas, configuration: configuration)
      defer { if onlyValidates { try? deleteTopic(topic.name) } }
      return .init(
        name: topic.name, topicId: onlyValidates ? .zero : topic.id, numPartitions: Int32(clamping: replicas.count),
        replicationFactor: Int16(clamping: replicas.first?.count ?? 0), configs: [])
    } catch {
      return .init(name: wanted.name, errorCode: error.code, errorMessage: error.message, configs: [])
    }
  }

  private func replicas(of wanted: CreateTopicsRequest.CreatableTopic) throws(Refusal) -> [[Int32]] {
    guard wanted.assignments.isEmpty else {
      let byIndex = wanted.assignments.sorted { $0.partitionIndex < $1.partitionIndex }
      guard byIndex.enumerated().allSatisfy({ Int($0.offset) == Int($0.element.partitionIndex) && !$0.element.brokerIds.isEmpty }),
        byIndex.allSatisfy({ $0.brokerIds.allSatisfy { brokers[$0] != nil } && Set($0.brokerIds).count == $0.brokerIds.count })
      else { throw Refusal(.invalidReplicaAssignment, "The manual partition assignment is not consecutive or names unknown brokers.") }
      return byIndex.map(\.brokerIds)
    }
    // -1 stands for the default (KIP-464).
    let count = wanted.numPartitions == -1 ? defaults.partitions : wanted.numPartitions
    guard count > 0 else { throw Refusal(.invalidPartitions, "Number of partitions was set to an invalid non-positive value.") }
    return try placements(
      ofPartitions: 0..<count, replicationFactor: wanted.replicationFactor == -1 ? defaults.replicationFactor : wanted.replicationFactor)
  }
}
