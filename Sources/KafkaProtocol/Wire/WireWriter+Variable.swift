/// Strings, bytes and arrays, with the length forms that `WireReader` describes.
extension WireWriter {
  private mutating func writeCompactLength(_ length: Int, _ field: String) throws(WireError) {
    guard length < Int(Int32.max) else { throw error(field, .tooLong(length)) }
    writeUnsignedVarint(UInt32(truncatingIfNeeded: length + 1))
  }

  /// The count in front of an array's elements, nil for null.
  public mutating func writeArrayCount(_ count: Int?, _ field: String, compact: Bool, nullable: Bool = true) throws(WireError) {
    guard count != nil || nullable else { throw error(field, .unexpectedNull) }
    let count = count ?? -1
    if compact { return try writeCompactLength(count, field) }
    guard let length = Int32(exactly: count) else { throw error(field, .tooLong(count)) }
    writeInt32(length)
  }

  public mutating func writeNullableString(_ value: String?, _ field: String, compact: Bool, nullable: Bool = true) throws(WireError) {
    guard value != nil || nullable else { throw error(field, .unexpectedNull) }
    let count = value?.utf8.count ?? -1
    // Kafka's own limit for a string, in flexible versions too.
    guard let length = Int16(exactly: count) else { throw error(field, .tooLong(count)) }
    if compact { try writeCompactLength(count, field) } else { writeInt16(length) }
    if let value { writeRawBytes(value.utf8) }
  }

  public mutating func writeString(_ value: String, _ field: String, compact: Bool) throws(WireError) {
    try writeNullableString(value, field, compact: compact)
  }

  public mutating func writeNullableBytes(_ value: [UInt8]?, _ field: String, compact: Bool, nullable: Bool = true) throws(WireError) {
    try writeArrayCount(value?.count, field, compact: compact, nullable: nullable)
    if let value { writeRawBytes(value) }
  }

  public mutating func writeBytes(_ value: [UInt8], _ field: String, compact: Bool) throws(WireError) {
    try writeNullableBytes(value, field, compact: compact)
  }

  mutating func writeNullableArray<Element: WireElement>(
    _ value: [Element]?, _ field: String, _ version: Int16, compact: Bool, nullable: Bool = true
  ) throws(WireError) {
    try writeArrayCount(value?.count, field, compact: compact, nullable: nullable)
    guard let value else { return }
    for element in value { try element.writeElement(to: &self, field, version, compact: compact) }
  }

  mutating func writeArray<Element: WireElement>(
    _ value: [Element], _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) {
    try writeNullableArray(value, field, version, compact: compact)
  }

  mutating func writeNullableStruct<Element: KafkaStruct>(
    _ value: Element?, _ field: String, _ version: Int16, nullable: Bool = true
  ) throws(WireError) {
    guard let value else {
      guard nullable else { throw error(field, .unexpectedNull) }
      return writeInt8(-1)
    }
    if nullable { writeInt8(1) }
    try value.encode(to: &self, version: version)
  }
}
