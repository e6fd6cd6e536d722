import CRDKafka

/// The settings of a handle, until it is made.
@safe struct RDKafkaConfiguration: ~Copyable {
  private let configuration: OpaquePointer

  /// - Parameter values: by librdkafka's own names.
  /// - Throws: for a name or value that the library does not take.
  static func make(_ values: [(name: String, value: String)]) throws(RDKafkaError) -> RDKafkaConfiguration {
    guard let made = unsafe rd_kafka_conf_new() else {
      throw RDKafkaError("rd_kafka_conf_new", RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE)
    }
    let configuration = unsafe RDKafkaConfiguration(adopting: made)
    for (name, value) in values { try configuration.set(name, value) }
    return configuration
  }

  private init(adopting configuration: OpaquePointer) {
    unsafe self.configuration = unsafe configuration
  }

  deinit {
    unsafe rd_kafka_conf_destroy(configuration)
  }

  private func set(_ name: String, _ value: String) throws(RDKafkaError) {
    var text = [CChar](repeating: 0, count: RDKafkaText.length)
    guard unsafe rd_kafka_conf_set(configuration, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
      throw RDKafkaError("rd_kafka_conf_set \(name)", RD_KAFKA_RESP_ERR__INVALID_ARG, detail: RDKafkaText.read(text))
    }
  }

  /// Makes a handle of these settings, whose callbacks get `context`. The handle owns the settings from then on.
  ///
  /// - Throws: when the settings don't fit together or the system has no threads for it; the settings are freed then.
  consuming func makeHandle(_ type: rd_kafka_type_t, context: UnsafeMutableRawPointer) throws(RDKafkaError) -> OpaquePointer {
    unsafe rd_kafka_conf_set_opaque(configuration, context)
    unsafe rd_kafka_conf_set_log_cb(configuration, RDKafkaCallbacks.log)
    // A reader is not polled for these.
    if type == RD_KAFKA_PRODUCER {
      unsafe rd_kafka_conf_set_dr_msg_cb(configuration, RDKafkaCallbacks.delivered)
      unsafe rd_kafka_conf_set_throttle_cb(configuration, RDKafkaCallbacks.throttled)
    }
    var text = [CChar](repeating: 0, count: RDKafkaText.length)
    guard let handle = unsafe rd_kafka_new(type, configuration, &text, text.count) else {
      let error = RDKafkaError("rd_kafka_new", rd_kafka_last_error(), detail: RDKafkaText.read(text))
      // A handle that can't be made leaves the settings to the caller.
      _ = consume self
      throw error
    }
    discard self
    return unsafe handle
  }
}

/// The texts that librdkafka writes into a caller's memory.
enum RDKafkaText {
  static let length = 512

  static func read(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
