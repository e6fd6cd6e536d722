import Transport

/// librdkafka's settings for the probe: nothing waits for company, and nothing is kept that one small record a time does not need.
struct ProbeClientSettings: Sendable {
  let bootstrap: [HostPort]
  let clientID: String
  /// A record that is not acknowledged by then is given up.
  let timeout: Duration

  private var common: [(name: String, value: String)] {
    [
      ("bootstrap.servers", bootstrap.map(\.description).joined(separator: ",")), ("client.id", clientID + "-probe"),
      // Nagle's algorithm holds a small packet back until the one before it is acknowledged.
      ("socket.nagle.disable", "true"), ("socket.keepalive.enable", "true"),
      // A broker that returns is to be used again soon; the default waits for up to ten seconds.
      ("reconnect.backoff.ms", "50"), ("reconnect.backoff.max.ms", "1000"),
      // A leader that moved is found by asking; the default asks once in five minutes unless something fails.
      ("topic.metadata.refresh.interval.ms", "5000"), ("topic.metadata.refresh.fast.interval.ms", "100"),
      ("statistics.interval.ms", "0"), ("log.connection.close", "false"),
    ]
  }

  /// All replicas must have a record; tries again until the record is too old, as Kafka's own producer does.
  ///
  /// Idempotence stays off: with it the broker drops what is sent twice, and a probe is there to see that. It would also need one more permission, and stop
  /// the producer for good after a record was given up.
  var producer: [(name: String, value: String)] {
    common + [
      ("acks", "all"), ("linger.ms", "0"), ("batch.num.messages", "1"), ("enable.idempotence", "false"),
      ("message.timeout.ms", "\(timeout.milliseconds)"), ("retry.backoff.ms", "50"),
      ("queue.buffering.max.messages", "100000"), ("compression.codec", "none"),
    ]
  }

  /// No group and no offset but the caller's: an offset that is out of range is reported, not moved.
  var reader: [(name: String, value: String)] {
    common + [
      ("fetch.min.bytes", "1"), ("fetch.wait.max.ms", "500"), ("auto.offset.reset", "error"), ("enable.partition.eof", "false"),
      ("enable.auto.offset.store", "false"), ("allow.auto.create.topics", "false"),
      // Small records, read at once: little is ever waiting in the client.
      ("fetch.error.backoff.ms", "50"), ("fetch.message.max.bytes", "65536"), ("queued.min.messages", "1000"),
      ("queued.max.messages.kbytes", "1024"), ("check.crcs", "true"),
    ]
  }
}
