/// A text that must never be shown: printing, dumping and encoding it give `<REDACTED>`.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable, Encodable {
  /// The text itself, for the one place that hands it over.
  public let revealed: String

  public init(_ text: String) {
    revealed = text
  }

  public var description: String { "<REDACTED>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
