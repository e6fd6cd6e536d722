/// The flags of a record batch (KIP-98; the delete horizon: KIP-534). Bits without a meaning are kept.
public struct RecordBatchAttributes: RawRepresentable, Hashable, Sendable {
  public var rawValue: Int16

  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  public init(
    compression: RecordCompression = .none, timestampType: TimestampType = .createTime, isTransactional: Bool = false,
    isControl: Bool = false
  ) {
    self.init(rawValue: Int16(compression.rawValue & 7))
    self.timestampType = timestampType
    self[bit: 4] = isTransactional
    self[bit: 5] = isControl
  }

  /// Whose clock the timestamps are from (`message.timestamp.type`).
  public enum TimestampType: Sendable {
    /// The producer's.
    case createTime
    /// The broker's: every record has the batch's max timestamp, whatever stands in the record.
    case logAppendTime
  }

  public var compression: RecordCompression { RecordCompression(rawValue: UInt8(truncatingIfNeeded: rawValue & 7)) }

  public var timestampType: TimestampType {
    get { self[bit: 3] ? .logAppendTime : .createTime }
    set { self[bit: 3] = newValue == .logAppendTime }
  }

  /// Part of a transaction, so its records count once a control batch says that it was committed.
  public var isTransactional: Bool { self[bit: 4] }

  /// Written by the broker: its records are markers, not data.
  public var isControl: Bool { self[bit: 5] }

  /// Whether the base timestamp is the time at which the log cleaner may drop this batch's tombstones.
  public var hasDeleteHorizon: Bool { self[bit: 6] }

  private subscript(bit number: Int16) -> Bool {
    get { rawValue >> number & 1 == 1 }
    set { if newValue { rawValue |= 1 << number } else { rawValue &= ~(1 << number) } }
  }
}
