import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: CreatePartitionsRequest) -> CreatePartitionsResponse {
    let counts = Dictionary(request.topics.map { ($0.name, 1) }, uniquingKeysWith: +)
    let duplicates = counts.filter { $0.value > 1 }.keys.sorted()
    return CreatePartitionsResponse(
      results: duplicates.map { .init(name: $0, errorCode: Refusal.duplicateName.code, errorMessage: Refusal.duplicateName.message) }
        + request.topics.filter { counts[$0.name] == 1 }.map { grow($0, onlyValidates: request.validateOnly) })
  }

  private func grow(_ wanted: CreatePartitionsRequest.Topic, onlyValidates: Bool) -> CreatePartitionsResponse.TopicResult {
    do throws(Refusal) {
      try addPartitions(
        to: wanted.name, total: wanted.count, replicas: wanted.assignments.map { $0.map(\.brokerIds) }, onlyValidates: onlyValidates)
      return .init(name: wanted.name)
    } catch {
      return .init(name: wanted.name, errorCode: error.code, errorMessage: error.message)
    }
  }
}
