import KafkaProtocol

/// The batch that a producer sent for a partition, checked as far as it can be without unpacking compressed records.
struct ProducedBatch {
  private(set) var header: RecordBatchHeader
  private(set) var bytes: [UInt8]
  /// The records; nil for a compressed batch.
  private let records: [Record]?

  /// What every broker looks at before it looks at the log: there is one batch, and of a format that the version may have (ProduceRequest.validateRecords
  /// in the clients).
  init(_ field: [UInt8]?, version: Int16) throws(ProduceRefusal) {
    let field = field ?? []
    var reader = RecordBatchReader(field.span.rawBytes, checkingChecksums: false)
    do throws(WireError) {
      guard let batch = try reader.next() else { throw WireError("records", offset: 0, .truncated(needed: 1, available: 0)) }
      header = batch.header
      bytes = Array(field[..<header.sizeInBytes])
      records = header.attributes.compression == .none ? try? batch.records() : nil
    } catch {
      throw Self.refusal(of: error.reason)
    }
    guard bytes.count == field.count || !Self.hasBatch(field[bytes.count...]) else { throw ProduceRefusal(.invalidRecord) }
    // Brokers that spoke earlier versions did not know the codec (KIP-110).
    guard header.attributes.compression != .zstd || version >= 7 else { throw ProduceRefusal(.unsupportedCompressionType) }
  }

  /// The same as a value.
  static func read(_ field: [UInt8]?, version: Int16) -> Result<ProducedBatch, ProduceRefusal> {
    do throws(ProduceRefusal) {
      return .success(try ProducedBatch(field, version: version))
    } catch {
      return .failure(error)
    }
  }

  private static func refusal(of reason: WireError.Reason) -> ProduceRefusal {
    switch reason {
    // Half a batch counts as none.
    case .truncated: ProduceRefusal(.invalidRecord)
    case .unsupportedMagic(0), .unsupportedMagic(1): ProduceRefusal(.invalidRecord)
    case .unsupportedMagic(let magic): ProduceRefusal(.corruptMessage, "Invalid magic found in record: \(magic)")
    case .impossibleLength(let length, _) where length < Self.minimumLength:
      ProduceRefusal(.corruptMessage, "Record size \(length) is less than the minimum record overhead (\(Self.minimumLength))")
    default: ProduceRefusal(.corruptMessage)
    }
  }

  /// What Kafka's oldest format needs, by which the length is judged before the format is looked at.
  private static let minimumLength = 14

  private static func hasBatch(_ rest: ArraySlice<UInt8>) -> Bool {
    let rest = Array(rest)
    var reader = RecordBatchReader(rest.span.rawBytes, checkingChecksums: false)
    do throws(WireError) {
      return try reader.next() != nil
    } catch {
      if case .truncated = error.reason { return false }
      return true
    }
  }

  /// Milliseconds since 1970. Of records that can be read it is their own, whatever the header says.
  var maxTimestamp: Int64 {
    if header.attributes.timestampType == .logAppendTime { return header.maxTimestamp }
    return records?.map(\.timestamp).max() ?? header.maxTimestamp
  }

  // MARK: - What the log looks at

  /// Checks what a log checks (UnifiedLog.analyzeAndValidateRecords and LogValidator in Kafka's server).
  func validate(for settings: TopicSettings, topic: String, partition: Int32, at now: Timestamp) throws(ProduceRefusal) {
    guard header.baseOffset == 0 else { throw .byLog(.invalidRecord) }
    guard Int64(bytes.count) <= settings.maximumMessageBytes else { throw ProduceRefusal(.messageTooLarge) }
    guard hasRightChecksum else { throw ProduceRefusal(.corruptMessage) }
    guard RecordCompression.known.contains(header.attributes.compression) else { throw .byLog(.unknownServerError) }
    guard header.lastOffsetDelta >= 0, header.recordCount > 0, header.recordCount - 1 == header.lastOffsetDelta else {
      throw .byLog(.invalidRecord)
    }
    guard !header.attributes.isControl, header.producerID < 0 || header.baseSequence >= 0 else { throw .byLog(.invalidRecord) }
    if header.attributes.compression == .none {
      guard let records, records.enumerated().allSatisfy({ $0.element.offset == Int64($0.offset) }) else { throw .byLog(.invalidRecord) }
    }
    try validateKeys(for: settings, topic, partition)
    try validateTimestamps(for: settings, at: now)
  }

  private var hasRightChecksum: Bool {
    var reader = RecordBatchReader(bytes.span.rawBytes)
    do throws(WireError) {
      return try reader.next() != nil
    } catch {
      return false
    }
  }

  private func validateKeys(for settings: TopicSettings, _ topic: String, _ partition: Int32) throws(ProduceRefusal) {
    guard settings.compacts else { return }
    let message = "Compacted topic cannot accept message without key in topic partition \(topic)-\(partition)"
    let errors = (records ?? []).filter { $0.key == nil }.map { RecordProblem(index: $0.offset, message: message) }
    guard !errors.isEmpty else { return }
    let shown = errors.prefix(3).map { "RecordError(batchIndex=\($0.index), message='\($0.message)')" }.joined(separator: ", ")
    throw ProduceRefusal(
      .invalidRecord,
      "One or more records have been rejected due to \(errors.count) record errors in total, and only showing the first three errors at most: "
        + "[\(shown)]", recordErrors: errors.map(\.field), tellsLogStart: true)
  }

  private func validateTimestamps(for settings: TopicSettings, at now: Timestamp) throws(ProduceRefusal) {
    guard !settings.stampsAtAppend else { return }
    var errors: [RecordProblem] = []
    let earliest = now + (.zero - settings.timestampBefore)
    let latest = now + settings.timestampAfter
    let timestamps = records?.map(\.timestamp) ?? [header.maxTimestamp]
    for (index, timestamp) in timestamps.enumerated() where timestamp != -1 {
      guard timestamp < earliest.milliseconds || timestamp > latest.milliseconds else { continue }
      errors.append(
        RecordProblem(
          index: Int64(index),
          message: "Timestamp \(timestamp) of message with offset \(index) is out of range. The timestamp should be within "
            + "[\(earliest.milliseconds), \(latest.milliseconds)]"))
    }
    guard errors.isEmpty else {
      throw ProduceRefusal(
        .invalidTimestamp, "One or more records have been rejected due to invalid timestamp", recordErrors: errors.map(\.field),
        tellsLogStart: true)
    }
  }

  // MARK: - What the leader writes

  /// Gives the batch its place in the log, and the leader's time where that is what the topic wants.
  mutating func place(at offset: Int64, epoch: Int32, stamp: Timestamp?) throws(ProduceRefusal) {
    do throws(WireError) {
      try RecordBatch.assign(baseOffset: offset, partitionLeaderEpoch: epoch, in: &bytes)
      header.baseOffset = offset
      header.partitionLeaderEpoch = epoch
      guard let stamp else { return }
      try RecordBatch.assign(logAppendTime: stamp.milliseconds, in: &bytes)
      header.attributes.timestampType = .logAppendTime
      header.maxTimestamp = stamp.milliseconds
    } catch {
      throw ProduceRefusal(.corruptMessage)
    }
  }
}

/// What is wrong with one record of a batch.
private struct RecordProblem {
  var index: Int64
  var message: String

  var field: ProduceResponse.BatchIndexAndErrorMessage {
    .init(batchIndex: Int32(clamping: index), batchIndexErrorMessage: message)
  }
}

extension RecordCompression {
  fileprivate static let known: Set<RecordCompression> = [.none, .gzip, .snappy, .lz4, .zstd]
}
