import KafkaProtocol

/// A feature of the cluster (KIP-584) and the levels of it.
private struct Feature {
  let name: String
  let supported: ClosedRange<Int16>
  /// 0 for one that is off.
  let finalized: Int16
}

extension SimulatedCluster {
  /// What a new 4.3 cluster has.
  private static let features = [
    // Consumer groups of the new protocol (KIP-848).
    Feature(name: "group.version", supported: 0...1, finalized: 1),
    Feature(name: "kraft.version", supported: 0...1, finalized: 0),
    Feature(name: "metadata.version", supported: 7...30, finalized: 30),
    Feature(name: "share.version", supported: 0...1, finalized: 1),
    Feature(name: "streams.version", supported: 0...1, finalized: 1),
    Feature(name: "transaction.version", supported: 0...2, finalized: 2),
    Feature(name: "eligible.leader.replicas.version", supported: 0...1, finalized: 1),
  ]

  func apiVersions(of broker: Int32, version: Int16) -> ApiVersionsResponse {
    let versions = brokers[broker]?.versions ?? .newest
    var response = versions.response
    // A broker that is too old for the API's version 4 is too old for these features.
    guard version >= 3, versions.ranges[.apiVersions]?.contains(4) == true else { return response }
    // Clients before version 4 of the API cannot read that the lowest level is 0 (KIP-1022).
    response.supportedFeatures = Self.features.filter { version >= 4 || $0.supported.lowerBound > 0 }.map {
      .init(name: $0.name, minVersion: $0.supported.lowerBound, maxVersion: $0.supported.upperBound)
    }
    response.finalizedFeatures = Self.features.filter { $0.finalized > 0 }.map {
      .init(name: $0.name, maxVersionLevel: $0.finalized, minVersionLevel: $0.finalized)
    }
    response.finalizedFeaturesEpoch = quorum.logEnd(at: now)
    return response
  }
}
