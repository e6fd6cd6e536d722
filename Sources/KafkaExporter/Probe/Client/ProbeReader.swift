import Synchronization

/// Reads the topic's partitions from the offsets that it is given, and books every record the moment it comes, its own and others'.
final class ProbeReader: Sendable {
  /// How to begin a partition.
  private enum Start: Sendable {
    case at(Int64)
    /// Where it stopped, or from here on if that is not in the log any more. It may go on by itself until the order is carried out, and what was read must not
    /// be read again.
    case anew(notBefore: Int64)
  }

  private struct Orders: Sendable {
    var starts: [Int32: Start] = [:]
    /// Partitions that can't be read on and need a new start.
    var stalled: Set<Int32> = []
  }

  private let topic: String
  private let client: ProbeClientSettings
  private let ledger: SharedLedger
  private let log: ProbeLog
  private let thread = ProbeThread()
  private let orders = Mutex(Orders())
  /// The offset that comes next, by partition.
  private let positions = Mutex<[Int32: Int64]>([:])

  private static let wait: Int32 = 100

  init(_ settings: ProbeSettings, client: ProbeClientSettings, ledger: SharedLedger, log: ProbeLog) {
    topic = settings.topic
    self.client = client
    self.ledger = ledger
    self.log = log
  }

  /// Begins a partition, or begins it anew somewhere else.
  func start(_ partition: Int32, at offset: Int64) {
    orders.withLock { orders in
      orders.starts[partition] = .at(offset)
      orders.stalled.remove(partition)
    }
  }

  /// Begins a partition that stalled where it stopped, but not before an offset.
  func resume(_ partition: Int32, notBefore offset: Int64) {
    orders.withLock { orders in
      orders.starts[partition] = .anew(notBefore: offset)
      orders.stalled.remove(partition)
    }
  }

  /// Partitions whose position is outside of the log, since it was cut or deleted from the front.
  var stalled: Set<Int32> { orders.withLock { $0.stalled } }

  /// The offset that comes next; nil for a partition that was not begun.
  func position(of partition: Int32) -> Int64? { positions.withLock { $0[partition] } }

  /// - Throws: when the system has no thread.
  func start() throws {
    try thread.start(named: "probe-read") { [self] thread in
      let callbacks = RDKafkaCallbacks(logged: { [log] in log.library($0, $1, $2) })
      do throws(RDKafkaError) {
        let reader = try RDKafkaReader.make(topic: topic, client.reader, callbacks: callbacks)
        run(reader, until: thread)
      } catch {
        log.logger.error("probe: can't read", ["reason": error.description])
      }
    }
  }

  func stop() async {
    await thread.stop()
  }

  private func run(_ reader: borrowing RDKafkaReader, until thread: ProbeThread) {
    var started: Set<Int32> = []
    while !thread.mustStop {
      let starts = orders.withLock { orders in
        defer { orders.starts = [:] }
        return orders.starts
      }
      for (partition, start) in starts { begin(partition, start, reader, &started) }
      if let reading = reader.read(milliseconds: Self.wait, ProbeRecordID.init) { take(reading) }
    }
    for partition in started { reader.stop(partition) }
  }

  private func begin(_ partition: Int32, _ start: Start, _ reader: borrowing RDKafkaReader, _ started: inout Set<Int32>) {
    if started.remove(partition) != nil { reader.stop(partition) }
    let offset =
      switch start {
      case .at(let offset): offset
      case .anew(let lowest): max(position(of: partition) ?? lowest, lowest)
      }
    do throws(RDKafkaError) {
      try reader.start(partition, at: offset)
      started.insert(partition)
      positions.withLock { $0[partition] = offset }
    } catch {
      fail(partition, error.code)
      orders.withLock { _ = $0.stalled.insert(partition) }
    }
  }

  private func take(_ reading: RDKafkaReading<ProbeRecordID?>) {
    let now = ContinuousClock.now
    switch reading {
    case .record(let partition, let offset, let id):
      let sequence = id.flatMap { $0.run == ledger.run ? $0.sequence : nil }
      ledger.change { $0.read(partition, offset: offset, sequence: sequence, at: now) }
      positions.withLock { $0[partition] = offset + 1 }
      log.succeeded(.read(partition: partition), at: now)
    case .failure(let partition, let code):
      fail(partition, code)
      // Also a failure that the library gets over by itself is looked at: a start where it stopped does no harm.
      if partition >= 0 { orders.withLock { _ = $0.stalled.insert(partition) } }
    }
  }

  private func fail(_ partition: Int32, _ code: RDKafkaCode) {
    ledger.change { $0.note(ProbeFacts.FailureKey(operation: ProbeOperation.read.rawValue, reason: code.label)) }
    log.failed(.read(partition: partition), "\(code)")
  }
}
