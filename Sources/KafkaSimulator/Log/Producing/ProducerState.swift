import KafkaProtocol

/// What a partition remembers of an idempotent producer (KIP-98): its epoch and its last batches.
struct ProducerState {
  /// A batch that was appended.
  struct Batch {
    var sequences: ClosedSequence
    var offsets: Range<Int64>
    var timestamp: Int64
  }

  /// The first and the last sequence number of a batch; they go round after the largest.
  struct ClosedSequence: Equatable {
    var first: Int32
    var last: Int32

    init(_ header: RecordBatchHeader) {
      first = header.baseSequence
      let (sum, overflow) = first.addingReportingOverflow(header.lastOffsetDelta)
      last = overflow ? header.lastOffsetDelta - (.max - first) - 1 : sum
    }
  }

  /// So many batches can be recognised when they are sent again, and so many may a producer have in flight.
  private static let remembered = 5
  /// `producer.id.expiration.ms`
  static let expiration = Duration.seconds(86_400)

  let epoch: Int16
  private(set) var batches: [Batch] = []
  private(set) var lastUsed: Timestamp

  /// The batch that was appended when this one came before.
  func original(of header: RecordBatchHeader) -> Batch? {
    guard header.producerEpoch == epoch else { return nil }
    return batches.first { $0.sequences == ClosedSequence(header) }
  }

  /// What the producer has to be refused with (ProducerAppendInfo in Kafka's server). Who is not known may begin anywhere: what was known may have expired.
  static func refusal(of header: RecordBatchHeader, known: ProducerState?) -> ErrorCode? {
    guard let known, let last = known.batches.last?.sequences.last else { return nil }
    if header.producerEpoch < known.epoch { return .invalidProducerEpoch }
    if header.producerEpoch > known.epoch { return header.baseSequence == 0 ? nil : .outOfOrderSequenceNumber }
    return header.baseSequence == (last == .max ? 0 : last + 1) ? nil : .outOfOrderSequenceNumber
  }

  /// The state after a batch was appended.
  init(appending header: RecordBatchHeader, at now: Timestamp, after known: ProducerState?) {
    epoch = header.producerEpoch
    batches = known?.epoch == epoch ? (known?.batches ?? []).suffix(Self.remembered - 1) : []
    batches.append(
      Batch(
        sequences: ClosedSequence(header), offsets: header.baseOffset..<header.nextOffset, timestamp: header.maxTimestamp))
    lastUsed = now
  }

  /// Forgets batches that the log has lost.
  mutating func truncate(to offset: Int64) {
    batches.removeAll { $0.offsets.upperBound > offset }
  }
}
