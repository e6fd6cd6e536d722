/// What an array of Kafka's protocol can hold.
@usableFromInline protocol WireElement {
  static func readElement(from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool) throws(WireError) -> Self
  func writeElement(to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool) throws(WireError)
}

extension FixedWidthInteger where Self: BitwiseCopyable {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> Self {
    try reader.readInteger(field)
  }

  @usableFromInline func writeElement(to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool) {
    writer.writeInteger(self)
  }
}

extension Int8: WireElement {}
extension Int16: WireElement {}
extension Int32: WireElement {}
extension Int64: WireElement {}
extension UInt16: WireElement {}
extension UInt32: WireElement {}

extension Bool: WireElement {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> Bool {
    try reader.readBool(field)
  }

  @usableFromInline func writeElement(to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool) {
    writer.writeBool(self)
  }
}

extension Double: WireElement {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> Double {
    try reader.readFloat64(field)
  }

  @usableFromInline func writeElement(to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool) {
    writer.writeFloat64(self)
  }
}

extension KafkaUUID: WireElement {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> KafkaUUID {
    try reader.readUUID(field)
  }

  @usableFromInline func writeElement(to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool) {
    writer.writeUUID(self)
  }
}

extension String: WireElement {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> String {
    try reader.readString(field, compact: compact)
  }

  @usableFromInline func writeElement(
    to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) {
    try writer.writeString(self, field, compact: compact)
  }
}

extension [UInt8]: WireElement {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> [UInt8] {
    try reader.readBytes(field, compact: compact)
  }

  @usableFromInline func writeElement(
    to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) {
    try writer.writeBytes(self, field, compact: compact)
  }
}

extension KafkaStruct {
  @usableFromInline static func readElement(
    from reader: inout WireReader, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) -> Self {
    try decode(from: &reader, version: version)
  }

  @usableFromInline func writeElement(
    to writer: inout WireWriter, _ field: String, _ version: Int16, compact: Bool
  ) throws(WireError) {
    try encode(to: &writer, version: version)
  }
}
