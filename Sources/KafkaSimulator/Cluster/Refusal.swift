package import KafkaProtocol

/// Why the cluster does not do what it was asked: Kafka's code, and a sentence for people where Kafka has one.
package struct Refusal: Error, Equatable {
  package let code: ErrorCode
  package let message: String?

  package init(_ code: ErrorCode, _ message: String? = nil) {
    self.code = code
    self.message = message
  }

  static let unknownTopic = Refusal(.unknownTopicOrPartition, "This server does not host this topic-partition.")
  static let duplicateName = Refusal(.invalidRequest, "Duplicate topic name.")
}
