public import KafkaProtocol

/// The versions of each API that one broker speaks, as its ApiVersions answer told (KIP-35).
public struct VersionTable: Sendable, Equatable {
  private let ranges: [APIKey: ClosedRange<Int16>]

  public init(_ answer: ApiVersionsResponse) {
    var ranges: [APIKey: ClosedRange<Int16>] = [:]
    for api in answer.apiKeys where api.minVersion <= api.maxVersion {
      ranges[APIKey(rawValue: api.apiKey)] = api.minVersion...api.maxVersion
    }
    self.ranges = ranges
  }

  public func supports(_ api: APIKey) -> Bool {
    ranges[api] != nil
  }

  public func versions(of api: APIKey) -> ClosedRange<Int16>? {
    ranges[api]
  }

  /// The highest version that both sides speak, or nil.
  ///
  /// - Parameter wanted: the versions that the caller can use, at most those that the message types speak.
  public func best(for api: APIKey, among wanted: ClosedRange<Int16>) -> Int16? {
    guard let offered = ranges[api], offered.overlaps(wanted) else { return nil }
    return offered.clamped(to: wanted).upperBound
  }
}
