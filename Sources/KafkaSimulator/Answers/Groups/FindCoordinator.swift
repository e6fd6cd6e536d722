import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: FindCoordinatorRequest, version: Int16) -> FindCoordinatorResponse {
    guard version < 4 else {
      return FindCoordinatorResponse(
        coordinators: request.coordinatorKeys.map { key in
          let (error, node) = findCoordinator(of: key, keyType: request.keyType, version: version)
          return .init(
            key: key, nodeId: node.id, host: node.host, port: node.port, errorCode: error,
            errorMessage: error == .none ? "" : Self.message(of: error))
        })
    }
    let (error, node) = findCoordinator(of: request.key, keyType: request.keyType, version: version)
    return FindCoordinatorResponse(
      errorCode: error, errorMessage: Self.message(of: error), nodeId: node.id, host: node.host, port: node.port)
  }

  private func findCoordinator(
    of key: String, keyType: Int8, version: Int16
  ) -> (error: ErrorCode, node: (id: Int32, host: String, port: Int32)) {
    let nobody: (id: Int32, host: String, port: Int32) = (-1, "", -1)
    guard let topic = InternalTopic(rawValue: keyType) else { return (.invalidRequest, nobody) }
    if topic == .shareGroupState, version < 6 || !Self.isSharePartitionKey(key) { return (.invalidRequest, nobody) }
    guard topics[topic.name] != nil else {
      // The client asks again, and finds it then.
      ensure(topic)
      return (.coordinatorNotAvailable, nobody)
    }
    guard let broker = coordinator(of: key, in: topic) else { return (.coordinatorNotAvailable, nobody) }
    return (.none, (broker.id, broker.host, Int32(broker.port)))
  }

  /// `group:topic id:partition` (KIP-932). A group's id may have colons of its own.
  private static func isSharePartitionKey(_ key: String) -> Bool {
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.dropLast(2).contains(where: { !$0.isEmpty }) else { return false }
    return KafkaUUID(parts[parts.count - 2]) != nil && Int32(parts[parts.count - 1]).map { $0 >= 0 } == true
  }

  /// Up to version 3 brokers say something of no error too: its name.
  private static func message(of error: ErrorCode) -> String {
    switch error {
    case .none: "NONE"
    case .coordinatorNotAvailable: "The coordinator is not available."
    default:
      "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. "
        + "See the broker logs for more details."
    }
  }
}
