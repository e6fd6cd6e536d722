/// Writes Kafka's big-endian values into a growing array.
///
/// Throws a `WireError` where a value has no encoding; the bytes written before stay.
public struct WireWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// An error at the place the writer stands at.
  public func error(_ field: String, _ reason: WireError.Reason) -> WireError {
    WireError(field, offset: bytes.count, reason)
  }

  @usableFromInline mutating func writeInteger<Integer: FixedWidthInteger>(_ value: Integer) {
    var shift = Integer.bitWidth
    while shift > 0 {
      shift &-= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  public mutating func writeInt8(_ value: Int8) { bytes.append(UInt8(bitPattern: value)) }
  public mutating func writeInt16(_ value: Int16) { writeInteger(value) }
  public mutating func writeInt32(_ value: Int32) { writeInteger(value) }
  public mutating func writeInt64(_ value: Int64) { writeInteger(value) }
  public mutating func writeUInt16(_ value: UInt16) { writeInteger(value) }
  public mutating func writeUInt32(_ value: UInt32) { writeInteger(value) }
  public mutating func writeFloat64(_ value: Double) { writeInteger(value.bitPattern) }
  public mutating func writeBool(_ value: Bool) { bytes.append(value ? 1 : 0) }
  public mutating func writeErrorCode(_ value: ErrorCode) { writeInteger(value.rawValue) }

  public mutating func writeUUID(_ value: KafkaUUID) {
    writeInteger(value.high)
    writeInteger(value.low)
  }

  mutating func writeRawBytes(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

  /// Puts the count of the bytes behind `start + 4` into the four bytes at `start`.
  mutating func fillLength(at start: Int, _ field: String) throws(WireError) {
    let length = bytes.count - start - 4
    guard length >= 0, let value = UInt32(exactly: length), value <= Int32.max else { throw error(field, .tooLong(length)) }
    for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(index))) }
  }
}

// MARK: - Variable-length integers

extension WireWriter {
  private mutating func writeGroups(_ value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  public mutating func writeUnsignedVarint(_ value: UInt32) { writeGroups(UInt64(value)) }
  public mutating func writeVarint(_ value: Int32) { writeGroups(UInt64(UInt32(bitPattern: (value << 1) ^ (value >> 31)))) }
  public mutating func writeVarlong(_ value: Int64) { writeGroups(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }
}
