/// What went wrong between this process and a peer: what was tried, on what, and why.
///
/// `description` is one line for a log: `connect broker-1:9092: refused (10.0.0.7:9092: Connection refused)`.
public struct TransportError: Error, Hashable, Sendable {
  /// What was tried.
  public let operation: Operation
  /// On what it was tried: `host:port`, or the loop's name.
  public let subject: String
  public let reason: Reason
  /// What the reason alone does not say: the system's words, or each address that was tried. Never needed to tell errors apart.
  public let detail: String?

  public init(_ operation: Operation, _ subject: String, _ reason: Reason, detail: String? = nil) {
    self.operation = operation
    self.subject = subject
    self.reason = reason
    self.detail = detail
  }

  public enum Operation: String, Sendable, CaseIterable {
    case resolve, connect, read, write, listen, accept, sleep
    case startLoop = "start loop"
  }
}

extension TransportError: CustomStringConvertible {
  public var description: String {
    var line = "\(operation.rawValue) \(subject): \(reason)"
    if let detail { line += " (\(detail))" }
    return line
  }
}
