/// What the harness could not do, in words a failing test can print as they are.
public struct HarnessError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
