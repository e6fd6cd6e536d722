import KafkaProtocol

// Refusals of what is asked about the cluster as a whole.

extension ApiVersionsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> ApiVersionsResponse? {
    // The one code with which the answer still says something: in which versions to ask (KIP-511).
    guard refusal.code == .unsupportedVersion else { return .init(errorCode: refusal.code) }
    let own = Self.validVersions
    return .init(
      errorCode: refusal.code,
      apiKeys: [.init(apiKey: Self.apiKey.rawValue, minVersion: own.lowerBound, maxVersion: own.upperBound)])
  }
}

extension DescribeClusterRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeClusterResponse? {
    .init(errorCode: refusal.code, errorMessage: refusal.message)
  }
}

extension DescribeQuorumRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeQuorumResponse? {
    .init(errorCode: refusal.code, errorMessage: refusal.message)
  }
}

extension DescribeConfigsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeConfigsResponse? {
    .init(
      results: resources.map {
        .init(errorCode: refusal.code, errorMessage: refusal.message, resourceType: $0.resourceType, resourceName: $0.resourceName)
      })
  }
}

extension IncrementalAlterConfigsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> IncrementalAlterConfigsResponse? {
    .init(
      responses: resources.map {
        .init(errorCode: refusal.code, errorMessage: refusal.message, resourceType: $0.resourceType, resourceName: $0.resourceName)
      })
  }
}

extension DescribeLogDirsRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> DescribeLogDirsResponse? { .init(errorCode: refusal.code) }
}

extension SaslHandshakeRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> SaslHandshakeResponse? { .init(errorCode: refusal.code) }
}

extension SaslAuthenticateRequest: RefusableRequest {
  func refused(_ refusal: Refusal, version: Int16) -> SaslAuthenticateResponse? {
    .init(errorCode: refusal.code, errorMessage: refusal.message)
  }
}
