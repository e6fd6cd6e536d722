/// A text that must never be shown: printing, dumping and encoding it give `<REDACTED>`.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable, Encodable {
  /// The text itself, for the one place that hands it over.
  package let revealed: String

  package init(_ text: String) {
    revealed = text
  }

  package var description: String { "<REDACTED>" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
