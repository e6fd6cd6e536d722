/// Thrown by a condition that can no longer come true, so that `eventually` does not wait for it in vain.
public struct Hopeless: Error, Sendable {
  public let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}
