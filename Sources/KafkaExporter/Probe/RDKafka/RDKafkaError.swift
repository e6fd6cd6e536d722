import CRDKafka

/// A call of librdkafka that failed: what was tried, its code, and the library's words for it.
package struct RDKafkaError: Error, Sendable, Equatable, CustomStringConvertible {
  package let operation: String
  package let code: RDKafkaCode
  /// More than the code's own text, where the library has more to say.
  package let detail: String?

  /// The only place where a code of librdkafka becomes an error.
  init(_ operation: String, _ code: rd_kafka_resp_err_t, detail: String? = nil) {
    self.operation = operation
    self.code = RDKafkaCode(rawValue: code.rawValue)
    self.detail = detail
  }

  package var description: String { "\(operation): \(detail ?? code.description)" }
}

/// A code of librdkafka: its own below -1, Kafka's error codes from there on. An open set.
package struct RDKafkaCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  init(_ code: rd_kafka_resp_err_t) {
    self.init(rawValue: code.rawValue)
  }

  /// The code's name in lower case, fit for a label value: `_msg_timed_out`, `not_enough_replicas`.
  package var label: String {
    guard let name = unsafe rd_kafka_err2name(rd_kafka_resp_err_t(rawValue: rawValue)) else { return "error" }
    return unsafe String(cString: name).lowercased()
  }

  /// librdkafka's words: `Local: Message timed out`, `Broker: Not enough in-sync replicas`.
  package var description: String {
    guard let text = unsafe rd_kafka_err2str(rd_kafka_resp_err_t(rawValue: rawValue)) else { return "error \(rawValue)" }
    return unsafe String(cString: text)
  }
}
