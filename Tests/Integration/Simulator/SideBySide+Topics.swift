import KafkaProtocol

// What is asked again and again.
extension SideBySide {
  func compareMetadata(_ what: String, _ names: [String], of broker: Int32 = 1) async throws {
    try await compareEach(
      what, of: broker,
      [
        .ignore("brokers.port", because: "the system chooses ports"),
        .ignore("controllerId", because: "any broker that is alive, by chance"),
        .sort("topics", by: "name", because: "brokers take names from a hash table"),
      ]
    ) { _, _ in
      MetadataRequest(topics: names.map { .init(name: $0) }, allowAutoTopicCreation: false)
    }
  }

  func compareMetadataByID(_ what: String, _ names: [String], of broker: Int32 = 1) async throws {
    try await compareEach(
      "\(what), by id", of: broker,
      [
        .ignore("brokers.port", because: "the system chooses ports"),
        .ignore("controllerId", because: "any broker that is alive, by chance"),
        .sort("topics", by: "name", "topicId", because: "brokers take ids from a hash table"),
      ]
    ) { player, _ in
      let ids = try await player.topicNames().filter { names.contains($0.value) }.keys
      return MetadataRequest(
        topics: (Array(ids) + [KafkaUUID(high: 1, low: 1)]).map { .init(topicId: $0, name: nil) }, allowAutoTopicCreation: false,
        includeTopicAuthorizedOperations: true)
    }
  }

  func compareClusters(_ what: String, endpointType: Int8) async throws {
    try await compareEach(
      what,
      [
        .ignore("brokers.port", because: "the system chooses ports"),
        .ignore("controllerId", because: "any broker that is alive, by chance"),
        .sort("brokers", by: "brokerId", because: "brokers are in the order of a hash table"),
      ]
    ) { _, _ in
      DescribeClusterRequest(includeClusterAuthorizedOperations: true, endpointType: endpointType)
    }
  }

  /// - Parameter keys: nil for all that the resource has.
  func compareConfigs(_ what: String, _ name: String, type: Int8, keys: [String]? = nil) async throws {
    try await compareEach(
      what, [.sort("results.configs", by: "name", because: "brokers keep them in a hash table")]
    ) { _, _ in
      DescribeConfigsRequest(
        resources: [.init(resourceType: type, resourceName: name, configurationKeys: keys)], includeSynonyms: true)
    }
  }
}
