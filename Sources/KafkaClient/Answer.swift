public import Transport

/// An answer as it came: not decoded yet, so that the caller decodes it away from the event loop, straight from the memory it was read into.
public struct Answer: Sendable {
  /// The frame without its length.
  public let bytes: ReceivedBytes
  /// The version that request and answer are in.
  public let version: Int16
  /// From writing the request to having the whole answer.
  public let roundTrip: Duration
}
