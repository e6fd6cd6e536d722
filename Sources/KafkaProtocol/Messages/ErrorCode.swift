/// The result of a request or of one element in it. An open set: brokers send codes that this code does not know.
public struct ErrorCode: RawRepresentable, Hashable, Sendable {
  public var rawValue: Int16

  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }
}

extension ErrorCode: CustomStringConvertible {
  /// Kafka's own name, as in `NOT_LEADER_OR_FOLLOWER`; `UNKNOWN_ERROR_CODE(1234)` for one that is not known.
  public var name: String { definition?.name ?? "UNKNOWN_ERROR_CODE(\(rawValue))" }
  public var description: String { name }

  /// Whether the same request may succeed later, by Kafka's own classification. False for an unknown code.
  public var isRetriable: Bool { definition?.isRetriable ?? false }
}

/// What Kafka's table of errors says of a code.
struct ErrorDefinition {
  var name: String
  var isRetriable: Bool
}
