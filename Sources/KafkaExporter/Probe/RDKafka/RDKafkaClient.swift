import CRDKafka

/// A handle of librdkafka, its one topic and what its callbacks work with, ended together and in the right order.
@safe struct RDKafkaClient: ~Copyable, @unchecked Sendable {
  // @unchecked Sendable because librdkafka's handles may be used from any thread, and the owner alone ends them.
  let handle: OpaquePointer
  let topic: OpaquePointer
  private let callbacks: Unmanaged<RDKafkaCallbacks>

  /// - Throws: when the settings are wrong or the system has no threads for it. Brokers that can't be reached are no error.
  static func make(
    _ type: rd_kafka_type_t, topic name: String, _ settings: [(name: String, value: String)], callbacks: RDKafkaCallbacks
  ) throws(RDKafkaError) -> RDKafkaClient {
    let configuration = try RDKafkaConfiguration.make(settings)
    let retained = unsafe Unmanaged.passRetained(callbacks)
    let handle: OpaquePointer
    do throws(RDKafkaError) {
      unsafe handle = unsafe try configuration.makeHandle(type, context: retained.toOpaque())
    } catch {
      unsafe retained.release()
      throw error
    }
    guard let topic = unsafe rd_kafka_topic_new(handle, name, nil) else {
      let code = rd_kafka_last_error()
      unsafe rd_kafka_destroy(handle)
      unsafe retained.release()
      throw RDKafkaError("rd_kafka_topic_new \(name)", code)
    }
    return unsafe RDKafkaClient(handle: handle, topic: topic, callbacks: retained)
  }

  private init(handle: OpaquePointer, topic: OpaquePointer, callbacks: Unmanaged<RDKafkaCallbacks>) {
    unsafe self.handle = unsafe handle
    unsafe self.topic = unsafe topic
    unsafe self.callbacks = unsafe callbacks
  }

  deinit {
    unsafe rd_kafka_topic_destroy(topic)
    // Returns when the last thread has ended: nobody calls back any more.
    unsafe rd_kafka_destroy(handle)
    unsafe callbacks.release()
  }
}
