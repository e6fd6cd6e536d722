/// Strings, bytes and array counts: values with a length in front. `compact` is the form of flexible versions: an unsigned varint that is one more
/// than the length, 0 for null. The older form is an int16 (strings) or int32 (bytes, arrays), -1 for null.
extension WireReader {
  /// A length no larger than `remaining / unit`, nil for null.
  private mutating func checked(_ length: Int, _ field: String, unit: Int = 1) throws(WireError) -> Int? {
    if length == -1 { return nil }
    guard length >= 0, length <= remaining / max(unit, 1) else { throw error(field, .impossibleLength(length, available: remaining)) }
    return length
  }

  private mutating func readStringLength(_ field: String, compact: Bool) throws(WireError) -> Int? {
    let length = compact ? Int(try readUnsignedVarint(field)) - 1 : Int(try readInt16(field))
    return try checked(length, field)
  }

  /// How many elements follow, nil for null. A count that could not fit into what is left, each element having at least `minimumElementSize`
  /// bytes, is an error, so it never leads to a large allocation.
  public mutating func readArrayCount(_ field: String, compact: Bool, minimumElementSize: Int) throws(WireError) -> Int? {
    let count = compact ? Int(try readUnsignedVarint(field)) - 1 : Int(try readInt32(field))
    return try checked(count, field, unit: minimumElementSize)
  }

  /// The same where null is not allowed.
  @usableFromInline mutating func readElementCount(_ field: String, compact: Bool, minimumElementSize: Int) throws(WireError) -> Int {
    guard let count = try readArrayCount(field, compact: compact, minimumElementSize: minimumElementSize) else {
      throw error(field, .unexpectedNull)
    }
    return count
  }

  /// Invalid UTF-8 is repaired: a name from outside must not make a whole answer unreadable.
  public mutating func readNullableString(_ field: String, compact: Bool, nullable: Bool = true) throws(WireError) -> String? {
    guard let length = try readStringLength(field, compact: compact) else {
      guard nullable else { throw error(field, .unexpectedNull) }
      return nil
    }
    let start = try advance(field, length)
    // The pointer ends with the closure, which copies.
    return unsafe bytes.extracting(start..<start &+ length).withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  public mutating func readString(_ field: String, compact: Bool) throws(WireError) -> String {
    guard let string = try readNullableString(field, compact: compact, nullable: false) else { throw error(field, .unexpectedNull) }
    return string
  }

  public mutating func readNullableBytes(_ field: String, compact: Bool, nullable: Bool = true) throws(WireError) -> [UInt8]? {
    guard let length = try readArrayCount(field, compact: compact, minimumElementSize: 1) else {
      guard nullable else { throw error(field, .unexpectedNull) }
      return nil
    }
    return try readRawBytes(field, count: length)
  }

  public mutating func readBytes(_ field: String, compact: Bool) throws(WireError) -> [UInt8] {
    guard let bytes = try readNullableBytes(field, compact: compact, nullable: false) else { throw error(field, .unexpectedNull) }
    return bytes
  }

  /// Exactly `count` bytes without a length in front.
  mutating func readRawBytes(_ field: String, count: Int) throws(WireError) -> [UInt8] {
    let start = try advance(field, count)
    // The pointer ends with the closure, which copies.
    return unsafe bytes.extracting(start..<start &+ count).withUnsafeBytes { unsafe Array($0) }
  }
}
