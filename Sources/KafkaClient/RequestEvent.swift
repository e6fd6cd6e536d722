public import KafkaProtocol
public import Transport

/// One attempt to get an answer from one broker, after it ended.
public struct RequestEvent: Sendable {
  public enum Outcome: Sendable, Equatable {
    case answered
    case failed(KafkaClientError.Reason)

    /// A closed set, fit for a label value.
    public var label: String {
      switch self {
      case .answered: "success"
      case .failed(let reason): reason.rawValue
      }
    }
  }

  public var api: APIKey
  /// Nil while the broker behind a bootstrap address is not known.
  public var broker: Int32?
  public var address: HostPort
  public var outcome: Outcome
  /// From writing the request to having the whole answer; nil where there was no answer.
  public var roundTrip: Duration?
  public var receivedBytes: Int
}

/// Is told of every attempt. Called on the client's threads: it must be quick and must not wait.
public protocol RequestObserver: Sendable {
  func requestEnded(_ event: RequestEvent)
}
