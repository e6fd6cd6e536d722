package import KafkaProtocol

/// The requests that a fault is for: those that fit all that is given.
package struct FaultScope: Sendable {
  /// Nil for every broker.
  package var broker: Int32?
  /// Nil for every API.
  package var apis: Set<APIKey>?
  /// Nil for every connection.
  package var connection: UInt64?

  package init(broker: Int32? = nil, apis: Set<APIKey>? = nil, connection: UInt64? = nil) {
    self.broker = broker
    self.apis = apis
    self.connection = connection
  }

  package init(broker: Int32? = nil, _ api: APIKey) {
    self.init(broker: broker, apis: [api])
  }

  func contains(_ api: APIKey, _ context: RequestContext) -> Bool {
    (broker ?? context.broker) == context.broker && (connection ?? context.connection) == context.connection
      && apis?.contains(api) ?? true
  }
}

extension Set<APIKey> {
  /// What only the coordinator of a group answers, and others refuse with NOT_COORDINATOR.
  package static let ofCoordinators: Set<APIKey> = [
    .offsetCommit, .offsetFetch, .offsetDelete, .joinGroup, .syncGroup, .heartbeat, .leaveGroup, .describeGroups, .deleteGroups,
    .consumerGroupHeartbeat, .consumerGroupDescribe, .shareGroupDescribe, .streamsGroupDescribe,
  ]

  /// What only the leader of a partition answers, and others refuse with NOT_LEADER_OR_FOLLOWER.
  package static let ofLeaders: Set<APIKey> = [.produce, .fetch, .listOffsets, .deleteRecords, .offsetForLeaderEpoch]
}
