import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: IncrementalAlterConfigsRequest) -> IncrementalAlterConfigsResponse {
    let counts = Dictionary(request.resources.map { ("\($0.resourceType)/\($0.resourceName)", 1) }, uniquingKeysWith: +)
    return IncrementalAlterConfigsResponse(
      responses: request.resources.map { resource in
        do throws(Refusal) {
          guard counts["\(resource.resourceType)/\(resource.resourceName)"] == 1 else {
            throw Refusal(.invalidRequest, "Each resource must appear at most once.")
          }
          try alter(resource, onlyValidates: request.validateOnly)
          return .init(errorMessage: nil, resourceType: resource.resourceType, resourceName: resource.resourceName)
        } catch {
          return .init(
            errorCode: error.code, errorMessage: error.message, resourceType: resource.resourceType, resourceName: resource.resourceName)
        }
      })
  }

  private func alter(_ resource: IncrementalAlterConfigsRequest.AlterConfigsResource, onlyValidates: Bool) throws(Refusal) {
    guard Set(resource.configs.map(\.name)).count == resource.configs.count else {
      throw Refusal(.invalidRequest, "Error due to duplicate config keys")
    }
    let nulls = resource.configs.filter { $0.value == nil && Operation(rawValue: $0.configOperation) != .delete }
    guard nulls.isEmpty else {
      throw Refusal(.invalidRequest, "Null value not supported for : \(nulls.map(\.name).joined(separator: ", "))")
    }
    guard ConfigResource.known.contains(resource.resourceType) else {
      throw Refusal(.invalidRequest, "Unknown resource type \(resource.resourceType)")
    }
    guard resource.resourceType == ConfigResource.topic else {
      throw Refusal(.invalidConfig, "A simulated cluster's configs can be changed for topics only.")
    }
    let topic = try alterableTopic(resource.resourceName)
    var configuration = topic.configuration
    for config in resource.configs { try apply(config, to: &configuration) }
    try TopicConfigDefinition.check(configuration)
    guard !onlyValidates, configuration != topic.configuration else { return }
    topic.configuration = configuration
    quorum.append(resource.configs.count)
  }

  private func alterableTopic(_ name: String) throws(Refusal) -> Topic {
    guard !name.isEmpty else { throw Refusal(.invalidRequest, "Default topic resources are not allowed.") }
    if let problem = TopicName.problem(name) { throw Refusal(.invalidTopicException, "Topic name is invalid: \(problem)") }
    guard let topic = topics[name] else { throw Refusal(.unknownTopicOrPartition, "The topic '\(name)' does not exist.") }
    return topic
  }

  /// What to do with a config (AlterConfigOp.OpType, KIP-339).
  private enum Operation: Int8 {
    case set, delete, append, subtract
  }

  private func apply(
    _ config: IncrementalAlterConfigsRequest.AlterableConfig, to configuration: inout [String: String]
  ) throws(Refusal) {
    guard let operation = Operation(rawValue: config.configOperation) else { throw Refusal(.unknownServerError) }
    let value = config.value ?? ""
    switch operation {
    case .set: configuration[config.name] = value
    case .delete: configuration[config.name] = nil
    case .append, .subtract:
      guard let definition = TopicConfigDefinition.byName[config.name] else {
        throw Refusal(.invalidConfig, "Unknown topic config name: \(config.name)")
      }
      guard definition.kind == .list else {
        let verb = operation == .append ? "APPEND" : "SUBTRACT"
        throw Refusal(.invalidConfig, "Can't \(verb) to key \(config.name) because its type is not LIST.")
      }
      let current = configuration[config.name] ?? definition.value(in: brokerProperties) ?? definition.defaultValue
      var elements = current.split(separator: ",").map(String.init)
      let changed = value.split(separator: ",").map(String.init)
      if operation == .append {
        elements += changed.filter { !elements.contains($0) }
      } else {
        elements.removeAll(where: changed.contains)
      }
      configuration[config.name] = elements.joined(separator: ",")
    }
  }
}
