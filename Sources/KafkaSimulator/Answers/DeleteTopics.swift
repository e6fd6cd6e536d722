import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: DeleteTopicsRequest, version: Int16) -> DeleteTopicsResponse {
    let named: [DeleteTopicsRequest.DeleteTopicState] =
      version >= 6 ? request.topics : request.topicNames.map { .init(name: $0) }
    return DeleteTopicsResponse(responses: named.map { delete($0) })
  }

  private func delete(_ wanted: DeleteTopicsRequest.DeleteTopicState) -> DeleteTopicsResponse.DeletableTopicResult {
    guard let topic = wanted.name.map({ topics[$0] }) ?? topic(wanted.topicId) else {
      let code: ErrorCode = wanted.name == nil ? .unknownTopicId : .unknownTopicOrPartition
      return .init(name: wanted.name, topicId: wanted.topicId, errorCode: code, errorMessage: nil)
    }
    do throws(Refusal) {
      try deleteTopic(topic.name)
      return .init(name: topic.name, topicId: topic.id)
    } catch {
      return .init(name: topic.name, topicId: topic.id, errorCode: error.code, errorMessage: error.message)
    }
  }
}
