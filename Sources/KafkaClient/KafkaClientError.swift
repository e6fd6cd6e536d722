public import KafkaProtocol
public import Transport

/// Why a request to Kafka has no answer: what was asked, of whom, what went wrong.
///
/// Error codes inside an answer are not errors of this kind: an answer came, and says for each topic or group what it is worth.
public struct KafkaClientError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A closed set, fit for a label value.
  public enum Reason: String, Sendable, CaseIterable {
    /// No connection could be made: refused, name not found, no route.
    case unreachable
    /// The deadline passed first.
    case timeout
    /// The connection ended before the answer came.
    case disconnected
    /// The answer could not be read as what was asked for.
    case malformed
    /// The broker speaks no version of this API that the client speaks.
    case unsupported
    /// The request could not be encoded for the negotiated version.
    case unencodable
    /// The broker failed lately and has not come back; nothing was sent.
    case unavailable
    /// No broker of that id is in the metadata.
    case unknownBroker = "unknown_broker"
    /// The broker answered the set-up of the connection with an error code.
    case rejected
    /// The task that asked was cancelled, or the client was closed.
    case cancelled
  }

  public var reason: Reason
  /// Nil where the failure came before a request was at hand, as in setting up a connection.
  public var api: APIKey?
  /// The address asked; nil where there was none to ask.
  public var address: HostPort?
  /// What is known beyond the reason, in words.
  public var detail: String

  public init(_ reason: Reason, api: APIKey? = nil, address: HostPort? = nil, detail: String) {
    self.reason = reason
    self.api = api
    self.address = address
    self.detail = detail
  }

  public var description: String {
    let operation = [api?.name, address.map { "to \($0)" }].compactMap(\.self).joined(separator: " ")
    return operation.isEmpty ? detail : "\(operation): \(detail)"
  }
}

extension KafkaClientError {
  /// What it comes to when several brokers were asked in turn: the last one's reason, and the words of each, a few at most. Nil for none.
  ///
  /// "Broken before, and not asked" is the reason only where there is no other.
  init?(inTurn failures: [KafkaClientError]) {
    guard let last = failures.last(where: { $0.reason != .unavailable }) ?? failures.last else { return nil }
    self = last
    var heard: [String] = []
    for failure in failures {
      let words = (failure.address.map { "\($0): " } ?? "") + failure.detail
      if !heard.contains(words) { heard.append(words) }
    }
    guard heard.count > 1 else { return }
    address = nil
    detail = heard.prefix(3).joined(separator: "; ") + (heard.count > 3 ? "; and \(heard.count - 3) more" : "")
  }

  /// A transport's failure in the client's words.
  init(_ error: TransportError, api: APIKey? = nil, address: HostPort) {
    let reason: Reason =
      switch error.reason {
      case .timedOut: .timeout
      case .frameTooLarge: .malformed
      case .cancelled: .cancelled
      default: error.operation == .connect || error.operation == .resolve ? .unreachable : .disconnected
      }
    self.init(reason, api: api, address: address, detail: error.detail.map { "\(error.reason) (\($0))" } ?? "\(error.reason)")
  }
}
