import KafkaProtocol

extension SimulatedCluster {
  /// Gives an idempotent producer an id of its own, also when it has one already.
  ///
  /// There are no transactions: a transactional id is refused as by a broker that does not let the client use it, see `answer(_: ProduceRequest, _:)`.
  func answer(_ request: InitProducerIdRequest) -> InitProducerIdResponse {
    switch request.transactionalId {
    case nil:
      defer { nextProducerID += 1 }
      return InitProducerIdResponse(producerId: nextProducerID, producerEpoch: 0)
    case "": return InitProducerIdResponse(errorCode: .invalidRequest, producerId: -1, producerEpoch: -1)
    default: return InitProducerIdResponse(errorCode: .transactionalIdAuthorizationFailed, producerId: -1, producerEpoch: -1)
    }
  }
}
