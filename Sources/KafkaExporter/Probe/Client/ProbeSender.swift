import Glibc
import Synchronization

/// Sends one record for each partition and interval, and books what becomes of each. Both happen on one thread, which blocks in librdkafka between two
/// records: a report of delivery wakes it.
final class ProbeSender: Sendable {
  private let topic: String
  private let interval: Duration
  private let client: ProbeClientSettings
  private let ledger: SharedLedger
  private let log: ProbeLog
  private let thread = ProbeThread()
  private let layout = Mutex(ProbeLayout())

  /// A wait is never longer, so that a new layout and the end are noticed.
  private static let longestWait: Int32 = 250
  private static let metadataPatience: Int32 = 1_000
  private static let napMicroseconds: UInt32 = 50_000

  init(_ settings: ProbeSettings, client: ProbeClientSettings, ledger: SharedLedger, log: ProbeLog) {
    topic = settings.topic
    interval = settings.interval
    self.client = client
    self.ledger = ledger
    self.log = log
  }

  /// Where records go from now on.
  func use(_ next: ProbeLayout) {
    layout.withLock { $0 = next }
  }

  /// - Throws: when the system has no thread.
  func start() throws {
    try thread.start(named: "probe-send") { [self] thread in
      let callbacks = RDKafkaCallbacks(
        logged: { [log] in log.library($0, $1, $2) }, delivered: { [self] in delivered($0) }, throttled: { [self] in throttled($0, $1) })
      // A producer asks for its topic from its first moment on, and brokers that create what they are asked for would make one of another shape.
      while !thread.mustStop, layout.withLock({ $0.count }) == 0 { usleep(Self.napMicroseconds) }
      guard !thread.mustStop else { return }
      do throws(RDKafkaError) {
        let producer = try RDKafkaProducer(topic: topic, client.producer, callbacks: callbacks)
        run(producer, until: thread)
      } catch {
        log.logger.error("probe: can't send", ["reason": error.description])
      }
    }
  }

  func stop() async {
    await thread.stop()
  }

  private func run(_ producer: borrowing RDKafkaProducer, until thread: ProbeThread) {
    var schedule = SendSchedule(interval: interval, start: .now)
    /// Partitions that the producer knows: to any other it does not send.
    var known = 0
    while !thread.mustStop {
      let current = layout.withLock { $0 }
      // The producer would learn of new partitions with its next refresh only.
      if current.count > known { known = (try? producer.refreshPartitionCount(milliseconds: Self.metadataPatience)) ?? known }
      let partitions = current.partitions.filter { $0.index < known }
      if let turn = schedule.due(partitions: partitions.count, at: .now) { send(to: partitions[turn], producer) }
      let wait = partitions.isEmpty ? Self.longestWait : schedule.milliseconds(from: .now, atMost: Self.longestWait)
      producer.poll(milliseconds: wait)
    }
  }

  private func send(to partition: ProbeLayout.Partition, _ producer: borrowing RDKafkaProducer) {
    let sent = ledger.change { $0.send(to: partition.index, of: partition.broker, at: .now) }
    guard let sequence = sent else { return }
    do throws(RDKafkaError) {
      try producer.send(
        ProbeRecordID(run: ledger.run, sequence: sequence).bytes, partition: partition.index, mark: UInt(truncatingIfNeeded: sequence))
    } catch {
      fail(sequence, error.code, partition)
    }
  }

  private func delivered(_ delivery: RDKafkaDelivery) {
    let now = ContinuousClock.now
    let sequence = UInt64(delivery.mark)
    guard let partition = ledger.change({ $0.partition(of: sequence) }) else { return }
    if let failure = delivery.failure {
      let condition = layout.withLock { $0.partitions.first { $0.index == partition.index } }?.condition ?? .healthy
      fail(sequence, failure, .init(index: partition.index, broker: partition.broker, condition: condition))
    } else {
      ledger.change { $0.acknowledge(sequence, offset: delivery.offset, at: now) }
      log.succeeded(.produce(broker: partition.broker), at: now)
      log.succeeded(.quota(broker: partition.broker), at: now)
    }
  }

  private func throttled(_ broker: Int32, _ milliseconds: Int32) {
    guard milliseconds > 0 else { return }
    ledger.change { $0.note(ProbeFacts.FailureKey(operation: ProbeOperation.produce.rawValue, reason: "throttled")) }
    log.failed(.quota(broker: broker), "throttled: the broker holds the client back for its quota")
  }

  private func fail(_ sequence: UInt64, _ code: RDKafkaCode, _ partition: ProbeLayout.Partition) {
    let now = ContinuousClock.now
    let reason = FailureReason(code, partition.condition)
    ledger.change { $0.fail(sequence, reason, at: now) }
    log.failed(.produce(broker: partition.broker), "\(reason.rawValue) (\(code))", at: now)
  }
}
