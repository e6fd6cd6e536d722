/// The number of a Kafka API. An open set: brokers name APIs that this code does not know.
public struct APIKey: RawRepresentable, Hashable, Sendable {
  public var rawValue: Int16

  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }
}

extension APIKey: CustomStringConvertible {
  /// Kafka's name, as in `Metadata`; `API(77)` for one that is not known.
  public var name: String { definition?.name ?? "API(\(rawValue))" }
  public var description: String { name }

  /// The version of the header in front of a request of `version`: 2 carries tagged fields, 1 does not.
  public func requestHeaderVersion(_ version: Int16) -> Int16 {
    isFlexible(version) ? 2 : 1
  }

  /// The version of the header in front of a response of `version`: 1 carries tagged fields, 0 does not. ApiVersions always has 0, so that a client
  /// can read the answer of a broker that did not know the version it asked for (KIP-511).
  public func responseHeaderVersion(_ version: Int16) -> Int16 {
    self != .apiVersions && isFlexible(version) ? 1 : 0
  }

  private func isFlexible(_ version: Int16) -> Bool {
    guard let first = definition?.firstFlexibleVersion else { return false }
    return version >= first
  }
}

/// What Kafka's definitions say of an API.
struct APIDefinition {
  var name: String
  /// Nil when no version is flexible.
  var firstFlexibleVersion: Int16?
}
