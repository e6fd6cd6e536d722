import KafkaProtocol

/// Why a partition does not take what a producer sent.
struct ProduceRefusal: Error {
  var code: ErrorCode
  /// For people, where Kafka has one that is not just the code's.
  var message: String?
  /// The records that are to blame, by their place in the batch (KIP-467).
  var recordErrors: [ProduceResponse.BatchIndexAndErrorMessage] = []
  /// Whether the answer tells where the log starts: when the log itself looked at the batch and did not simply find it too large or damaged.
  var tellsLogStart = false

  init(
    _ code: ErrorCode, _ message: String? = nil, recordErrors: [ProduceResponse.BatchIndexAndErrorMessage] = [], tellsLogStart: Bool = false
  ) {
    self.code = code
    self.message = message
    self.recordErrors = recordErrors
    self.tellsLogStart = tellsLogStart
  }

  /// What the log finds wrong.
  static func byLog(_ code: ErrorCode) -> ProduceRefusal { ProduceRefusal(code, tellsLogStart: true) }
}
