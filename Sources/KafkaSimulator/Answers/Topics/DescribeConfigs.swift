import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: DescribeConfigsRequest, _ context: RequestContext) -> DescribeConfigsResponse {
    guard request.resources.allSatisfy({ ConfigResource.known.contains($0.resourceType) }) else {
      // One type that the broker does not know spoils the whole request.
      let message =
        "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. "
        + "See the broker logs for more details."
      return DescribeConfigsResponse(results: request.resources.map { .init($0, .invalidRequest, message) })
    }
    return DescribeConfigsResponse(results: request.resources.map { describe($0, request, context) })
  }

  private func describe(
    _ resource: DescribeConfigsRequest.Resource, _ request: DescribeConfigsRequest, _ context: RequestContext
  ) -> DescribeConfigsResponse.Result {
    do throws(Refusal) {
      let wanted = Set(resource.configurationKeys ?? [])
      let entries = try configs(of: resource, context).filter { wanted.isEmpty || wanted.contains($0.name) }
      return .init(
        errorMessage: "", resourceType: resource.resourceType, resourceName: resource.resourceName,
        configs: entries.map { $0.row(withSynonyms: request.includeSynonyms, version: context.version) })
    } catch {
      return .init(resource, error.code, error.message)
    }
  }

  private func configs(of resource: DescribeConfigsRequest.Resource, _ context: RequestContext) throws(Refusal) -> [ConfigEntry] {
    switch resource.resourceType {
    case ConfigResource.topic:
      if let problem = TopicName.problem(resource.resourceName) {
        throw Refusal(.invalidTopicException, "Topic name is invalid: \(problem)")
      }
      guard let topic = topics[resource.resourceName] else { throw Refusal(.unknownTopicOrPartition, "") }
      return topicConfigs(topic.configuration)
    case ConfigResource.broker:
      guard !resource.resourceName.isEmpty else { return dynamicBrokerConfigs }
      guard let id = Int32(resource.resourceName) else {
        throw Refusal(.invalidRequest, "Broker id must be an integer, but it is: \(resource.resourceName)")
      }
      // A broker knows only its own.
      guard id == context.broker, let broker = brokers[id] else {
        throw Refusal(.invalidRequest, "Unexpected broker id, expected \(context.broker) or empty string, but received \(id)")
      }
      return brokerConfigs(broker)
    default:
      // Loggers, metrics subscriptions and groups of a simulated cluster have none.
      return []
    }
  }
}

extension DescribeConfigsResponse.Result {
  fileprivate init(_ resource: DescribeConfigsRequest.Resource, _ code: ErrorCode, _ message: String?) {
    self.init(errorCode: code, errorMessage: message, resourceType: resource.resourceType, resourceName: resource.resourceName)
  }
}

extension ConfigEntry {
  fileprivate func row(withSynonyms: Bool, version: Int16) -> DescribeConfigsResponse.ResourceResult {
    .init(
      name: name, value: value, readOnly: isReadOnly, configSource: source.rawValue,
      synonyms: withSynonyms ? synonyms.map { .init(name: $0.name, value: $0.value, source: $0.source.rawValue) } : [],
      configType: version >= 3 ? kind.rawValue : 0, documentation: nil)
  }
}
