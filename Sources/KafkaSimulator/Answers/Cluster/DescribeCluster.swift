import KafkaProtocol

extension SimulatedCluster {
  private static let brokerEndpoint: Int8 = 1

  func answer(_ request: DescribeClusterRequest) -> DescribeClusterResponse {
    guard request.endpointType == Self.brokerEndpoint else {
      let isController = request.endpointType == 2
      return DescribeClusterResponse(
        errorCode: isController ? .mismatchedEndpointType : .unsupportedEndpointType,
        errorMessage: isController
          ? "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER"
          : "Unsupported endpoint type \(request.endpointType)")
    }
    let shown = request.includeFencedBrokers ? brokers.values.sorted { $0.id < $1.id } : liveBrokers
    return DescribeClusterResponse(
      clusterId: clusterID, controllerId: anyBroker,
      brokers: shown.map { .init(brokerId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack, isFenced: !$0.isAlive) },
      clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? AuthorizedOperations.cluster : AuthorizedOperations.unknown)
  }

  /// What answers call the controller: with KRaft it is any broker that is alive. Clients send to it what is for the controller, and it hands
  /// that on (KIP-590).
  var anyBroker: Int32 { liveBrokers.randomElement(using: &generator)?.id ?? -1 }
}
