import CRDKafka

/// What a reader found: a record, or why a partition can't be read.
enum RDKafkaReading<Value> {
  case record(partition: Int32, offset: Int64, Value)
  /// Reading of the partition goes on by itself, unless the offset is out of range: then it must be started anew.
  case failure(partition: Int32, RDKafkaCode)
}

/// A reader of one topic's partitions, each from an offset that the caller gives: no group, and nothing decided behind the caller's back.
@safe struct RDKafkaReader: ~Copyable {
  private let client: RDKafkaClient
  /// Where all partitions' records come together.
  private let queue: OpaquePointer

  /// - Throws: when the settings are wrong or the system has no threads for it. Brokers that can't be reached are no error.
  static func make(
    topic name: String, _ settings: [(name: String, value: String)], callbacks: RDKafkaCallbacks
  ) throws(RDKafkaError) -> RDKafkaReader {
    let client = try RDKafkaClient.make(RD_KAFKA_CONSUMER, topic: name, settings, callbacks: callbacks)
    guard let queue = unsafe rd_kafka_queue_new(client.handle) else {
      throw RDKafkaError("rd_kafka_queue_new", RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE)
    }
    return unsafe RDKafkaReader(client: client, queue: queue)
  }

  private init(client: consuming RDKafkaClient, queue: OpaquePointer) {
    self.client = client
    unsafe self.queue = unsafe queue
  }

  /// Every partition must have been stopped. The client ends after this.
  deinit {
    unsafe rd_kafka_queue_destroy(queue)
  }

  /// Begins to read a partition that is not being read.
  func start(_ partition: Int32, at offset: Int64) throws(RDKafkaError) {
    guard unsafe rd_kafka_consume_start_queue(client.topic, partition, offset, queue) == 0 else {
      throw RDKafkaError("rd_kafka_consume_start_queue", rd_kafka_last_error())
    }
  }

  /// Ends the reading of a partition: nothing of it comes any more, also of what was fetched before.
  func stop(_ partition: Int32) {
    _ = unsafe rd_kafka_consume_stop(client.topic, partition)
  }

  /// Waits for the next finding; nil when there is none in time.
  /// - Parameter decode: reads a record's value, which is lent for the call only.
  func read<Value>(milliseconds: Int32, _ decode: (RawSpan) -> Value) -> RDKafkaReading<Value>? {
    guard let message = unsafe rd_kafka_consume_queue(queue, milliseconds) else { return nil }
    defer { unsafe rd_kafka_message_destroy(message) }
    let partition = unsafe message.pointee.partition
    let code = unsafe message.pointee.err
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { return .failure(partition: partition, RDKafkaCode(code)) }
    let value = unsafe UnsafeRawBufferPointer(start: message.pointee.payload, count: message.pointee.len)
    return unsafe .record(partition: partition, offset: message.pointee.offset, decode(value.bytes))
  }
}
