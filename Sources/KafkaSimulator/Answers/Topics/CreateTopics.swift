import KafkaProtocol

extension SimulatedCluster {
  private static let metadataTopic = "__cluster_metadata"

  func answer(_ request: CreateTopicsRequest, version: Int16) -> CreateTopicsResponse {
    let counts = Dictionary(request.topics.map { ($0.name, 1) }, uniquingKeysWith: +)
    var results: [CreateTopicsResponse.CreatableTopicResult] = []
    for wanted in request.topics where counts[wanted.name] == 1 && wanted.name != Self.metadataTopic {
      results.append(create(wanted, onlyValidates: request.validateOnly, version: version))
    }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      if count > 1 {
        results.append(.init(name: name, refusal: .duplicateName))
      } else if name == Self.metadataTopic {
        results.append(.init(name: name, refusal: Refusal(.invalidRequest, "Creation of internal topic \(name) is prohibited.")))
      }
    }
    return CreateTopicsResponse(topics: results)
  }

  private func create(
    _ wanted: CreateTopicsRequest.CreatableTopic, onlyValidates: Bool, version: Int16
  ) -> CreateTopicsResponse.CreatableTopicResult {
    do throws(Refusal) {
      var configuration: [String: String] = [:]
      for config in wanted.configs {
        guard let value = config.value else {
          throw Refusal(.invalidConfig, "Null value not supported for topic configs: \(config.name)")
        }
        configuration[config.name] = value
      }
      let topic = try plan(wanted.name, try layout(of: wanted), configuration: configuration)
      if !onlyValidates { add(topic) }
      guard version >= 5 else { return .init(name: topic.name, errorMessage: nil) }
      return .init(
        name: topic.name, topicId: version >= 7 ? topic.id : .zero, errorMessage: nil,
        numPartitions: Int32(clamping: topic.partitions.count),
        replicationFactor: Int16(clamping: topic.partitions.first?.replicas.count ?? 0),
        configs: topicConfigs(configuration).map {
          .init(name: $0.name, value: $0.value, readOnly: $0.isReadOnly, configSource: $0.source.rawValue)
        })
    } catch {
      return .init(name: wanted.name, refusal: error)
    }
  }

  private func layout(of wanted: CreateTopicsRequest.CreatableTopic) throws(Refusal) -> Layout {
    guard !wanted.assignments.isEmpty else {
      // -1 stands for the default (KIP-464).
      return .counts(
        partitions: wanted.numPartitions == -1 ? nil : wanted.numPartitions,
        replicationFactor: wanted.replicationFactor == -1 ? nil : wanted.replicationFactor)
    }
    guard wanted.replicationFactor == -1 else {
      throw Refusal(.invalidRequest, "A manual partition assignment was specified, but replication factor was not set to -1.")
    }
    guard wanted.numPartitions == -1 else {
      throw Refusal(.invalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1.")
    }
    let assignments = wanted.assignments.sorted { $0.partitionIndex < $1.partitionIndex }
    guard assignments.enumerated().allSatisfy({ $0.offset == Int($0.element.partitionIndex) }) else {
      throw Refusal(.invalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence")
    }
    return .replicas(assignments.map(\.brokerIds))
  }
}

extension CreateTopicsResponse.CreatableTopicResult {
  fileprivate init(name: String, refusal: Refusal) {
    self.init(name: name, errorCode: refusal.code, errorMessage: refusal.message, configs: [])
  }
}
