import KafkaClient
import KafkaProtocol

/// Why something could not be done with a topic, or with all of them.
package struct TopicRefusal: Error, Sendable, Equatable {
  /// Whether it may do better later.
  package enum Prospect: Sendable, Equatable {
    case final
    /// While a cluster finds its feet: a controller moves, a broker is away, a quota is used up.
    case passing
    /// When brokers join that are still to come.
    case whenMoreBrokersCome
  }

  /// What was attempted, as far as it decides which permission it takes.
  enum Attempt: Sendable {
    case describe, describeConfigs, create

    /// The permission that it takes.
    var permission: String {
      switch self {
      case .describe: "DESCRIBE on the topic"
      case .describeConfigs: "DESCRIBE_CONFIGS on the topic"
      case .create: "CREATE on the topic or on the cluster"
      }
    }
  }

  package let text: String
  /// What to do about it.
  package let advice: String?
  package let prospect: Prospect

  package init(_ text: String, advice: String? = nil, prospect: Prospect = .final) {
    self.text = text
    self.advice = advice
    self.prospect = prospect
  }

  /// No answer at all.
  init(_ error: KafkaClientError) {
    let prospect: Prospect =
      switch error.reason {
      case .unreachable, .timeout, .disconnected, .unavailable, .unknownBroker: .passing
      case .malformed, .unsupported, .unencodable, .rejected, .cancelled: .final
      }
    self.init(error.description, advice: error.address.flatMap { ConnectionCheck.advice(on: error, $0) }, prospect: prospect)
  }

  /// An error code in an answer, with the words that came with it.
  init(_ code: ErrorCode, _ message: String?, in attempt: Attempt) {
    let isUnauthorized = code == .topicAuthorizationFailed || code == .clusterAuthorizationFailed
    let prospect: Prospect = code == .invalidReplicationFactor ? .whenMoreBrokersCome : code.isRetriable ? .passing : .final
    self.init(
      message.map { "\(code.name): \($0)" } ?? code.name, advice: isUnauthorized ? "grant \(attempt.permission)" : nil,
      prospect: prospect)
  }
}
