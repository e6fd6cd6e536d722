import CRDKafka

/// A producer for one topic. Reports of deliveries come while it is polled, on the polling thread.
@safe struct RDKafkaProducer: ~Copyable {
  private let client: RDKafkaClient

  /// - Throws: when the settings are wrong or the system has no threads for it. Brokers that can't be reached are no error.
  init(topic name: String, _ settings: [(name: String, value: String)], callbacks: RDKafkaCallbacks) throws(RDKafkaError) {
    client = try RDKafkaClient.make(RD_KAFKA_PRODUCER, topic: name, settings, callbacks: callbacks)
  }

  /// What is not delivered by now is dropped without a report.
  deinit {
    _ = unsafe rd_kafka_purge(client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING)
  }

  /// Hands a record over, to be sent at once; what becomes of it is reported under `mark`.
  ///
  /// - Throws: when it is not taken: the queue is full, or the partition is not known. There is no report then.
  func send(_ payload: [UInt8], partition: Int32, mark: UInt) throws(RDKafkaError) {
    let result = unsafe payload.withUnsafeBytes { bytes -> Int32 in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe rdkafka_produce(client.topic, partition, base, bytes.count, mark)
    }
    guard result == 0 else { throw RDKafkaError("rd_kafka_produce", rd_kafka_last_error()) }
  }

  /// Reports deliveries, waiting for the first one for as long as this.
  func poll(milliseconds: Int32) {
    _ = unsafe rd_kafka_poll(client.handle, milliseconds)
  }

  /// Asks how many partitions the topic has, so that the producer knows them from then on. Waits for the answer.
  func refreshPartitionCount(milliseconds: Int32) throws(RDKafkaError) -> Int {
    var metadata: UnsafePointer<rd_kafka_metadata>?
    let code = unsafe rd_kafka_metadata(client.handle, 0, client.topic, &metadata, milliseconds)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let found = unsafe metadata else { throw RDKafkaError("rd_kafka_metadata", code) }
    defer { unsafe rd_kafka_metadata_destroy(found) }
    guard unsafe found.pointee.topic_cnt == 1 else { return 0 }
    return Int(unsafe found.pointee.topics[0].partition_cnt)
  }
}
