import KafkaProtocol

/// A request that a broker can refuse as a whole.
protocol RefusableRequest: KafkaRequest {
  /// The answer that has the refusal at every place where the API has one, as Kafka's own AbstractRequest.getErrorResponse makes it. Nil where
  /// the client wants no answer.
  ///
  /// Where Kafka gives a sentence with the code, the refusal's own is taken, and none where it has none.
  func refused(_ refusal: Refusal, version: Int16) -> Response?
}
