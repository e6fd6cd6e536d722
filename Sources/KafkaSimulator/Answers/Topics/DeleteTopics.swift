import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: DeleteTopicsRequest, version: Int16) -> DeleteTopicsResponse {
    let wanted: [DeleteTopicsRequest.DeleteTopicState] = version >= 6 ? request.topics : request.topicNames.map { .init(name: $0) }
    let keys = wanted.map { "\($0.name ?? "")/\($0.topicId)" }
    let counts = Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
    var results: [DeleteTopicsResponse.DeletableTopicResult] = []
    var seen: Set<String> = []
    // What was named twice is answered once, and not deleted.
    for (one, key) in zip(wanted, keys) where seen.insert(key).inserted {
      results.append(delete(one, isDuplicate: counts[key] != 1, version: version))
    }
    return DeleteTopicsResponse(responses: results)
  }

  private func delete(
    _ wanted: DeleteTopicsRequest.DeleteTopicState, isDuplicate: Bool, version: Int16
  ) -> DeleteTopicsResponse.DeletableTopicResult {
    do throws(Refusal) {
      let topic = try find(wanted, isDuplicate: isDuplicate)
      try deleteTopic(topic.name)
      return .init(name: topic.name, topicId: version >= 6 ? topic.id : .zero)
    } catch {
      return .init(name: wanted.name, topicId: wanted.topicId, errorCode: error.code, errorMessage: version >= 5 ? error.message : nil)
    }
  }

  private func find(_ wanted: DeleteTopicsRequest.DeleteTopicState, isDuplicate: Bool) throws(Refusal) -> Topic {
    if let name = wanted.name {
      guard wanted.topicId == .zero else { throw Refusal(.invalidRequest, "You may not specify both topic name and topic id.") }
      guard !isDuplicate else { throw .duplicateName }
      guard let topic = topics[name] else { throw .unknownTopic }
      return topic
    }
    guard wanted.topicId != .zero else { throw Refusal(.invalidRequest, "Neither topic name nor id were specified.") }
    guard !isDuplicate else { throw Refusal(.invalidRequest, "Duplicate topic id.") }
    guard let topic = topic(wanted.topicId) else { throw Refusal(.unknownTopicId, "This server does not host this topic ID.") }
    return topic
  }
}
