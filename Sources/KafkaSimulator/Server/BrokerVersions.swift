package import KafkaProtocol

/// The APIs that a broker speaks, each in a range of versions.
package struct BrokerVersions: Sendable {
  package var ranges: [APIKey: ClosedRange<Int16>]

  package init(_ ranges: [APIKey: ClosedRange<Int16>]) {
    self.ranges = ranges
  }

  /// All that the simulated brokers can.
  package static let newest = BrokerVersions(Endpoint.all.mapValues(\.versions))

  func speaks(_ header: RequestHeader) -> Bool {
    ranges[header.apiKey]?.contains(header.apiVersion) ?? false
  }

  var response: ApiVersionsResponse {
    ApiVersionsResponse(
      apiKeys: ranges.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        // Brokers name versions of Produce that they do not speak any more: old clients find out from them what else they can do (KIP-896).
        .init(apiKey: $0.key.rawValue, minVersion: $0.key == .produce ? 0 : $0.value.lowerBound, maxVersion: $0.value.upperBound)
      })
  }

  /// What is answered to ApiVersions in a version that the broker does not speak: in version 0, which everybody reads (KIP-511).
  var refusal: ApiVersionsResponse {
    var response = response
    response.errorCode = .unsupportedVersion
    response.apiKeys.removeAll { $0.apiKey != APIKey.apiVersions.rawValue }
    return response
  }
}
