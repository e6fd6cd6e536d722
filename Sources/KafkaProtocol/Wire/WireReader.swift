/// Reads Kafka's big-endian values from bytes it does not own, in place.
///
/// Every read is checked against what is left and throws a `WireError` that names the field; nothing in the bytes can trap. It can't outlive the
/// bytes. Formats: https://kafka.apache.org/protocol#protocol_types.
public struct WireReader: ~Escapable {
  @usableFromInline let bytes: RawSpan
  /// Bytes read so far.
  public private(set) var offset = 0

  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) {
    self.bytes = bytes
  }

  /// Bytes not yet read.
  @inlinable public var remaining: Int { bytes.byteCount &- offset }

  /// Throws when bytes are left: a message that does not fill its frame was decoded as something it is not.
  public func expectEnd(_ field: String) throws(WireError) {
    guard remaining == 0 else { throw error(field, .trailingBytes(remaining)) }
  }

  /// An error at the place the reader stands at.
  public func error(_ field: String, _ reason: WireError.Reason) -> WireError {
    WireError(field, offset: offset, reason)
  }

  /// Moves over `count` bytes and gives the offset of the first.
  mutating func advance(_ field: String, _ count: Int) throws(WireError) -> Int {
    guard count >= 0, count <= remaining else { throw error(field, .truncated(needed: count, available: remaining)) }
    defer { offset &+= count }
    return offset
  }
}

// MARK: - Fixed-size values

extension WireReader {
  mutating func readInteger<Integer: FixedWidthInteger & BitwiseCopyable>(_ field: String) throws(WireError) -> Integer {
    let start = try advance(field, MemoryLayout<Integer>.size)
    // Every bit pattern is an integer, and the span checks the bounds a second time.
    return Integer(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Integer.self))
  }

  public mutating func readInt8(_ field: String) throws(WireError) -> Int8 { try readInteger(field) }
  public mutating func readInt16(_ field: String) throws(WireError) -> Int16 { try readInteger(field) }
  public mutating func readInt32(_ field: String) throws(WireError) -> Int32 { try readInteger(field) }
  public mutating func readInt64(_ field: String) throws(WireError) -> Int64 { try readInteger(field) }
  public mutating func readUInt16(_ field: String) throws(WireError) -> UInt16 { try readInteger(field) }
  public mutating func readUInt32(_ field: String) throws(WireError) -> UInt32 { try readInteger(field) }
  public mutating func readFloat64(_ field: String) throws(WireError) -> Double { Double(bitPattern: try readInteger(field)) }
  /// One byte; anything but 0 is true.
  public mutating func readBool(_ field: String) throws(WireError) -> Bool { try readInt8(field) != 0 }
  public mutating func readErrorCode(_ field: String) throws(WireError) -> ErrorCode { ErrorCode(rawValue: try readInteger(field)) }

  public mutating func readUUID(_ field: String) throws(WireError) -> KafkaUUID {
    KafkaUUID(high: try readInteger(field), low: try readInteger(field))
  }
}
