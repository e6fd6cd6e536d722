extension WireWriter {
  /// The tagged fields of one structure: those with a definition, each already encoded, and those without one, in rising order of their tags.
  mutating func writeTaggedFields(
    _ known: [UnknownTaggedField], _ unknown: [UnknownTaggedField], _ field: String
  ) throws(WireError) {
    if known.isEmpty && unknown.isEmpty { return writeUnsignedVarint(0) }
    let fields = (known + unknown).sorted { $0.tag < $1.tag }
    writeUnsignedVarint(UInt32(truncatingIfNeeded: fields.count))
    var previous: UInt32?
    for tagged in fields {
      if tagged.tag == previous { throw error(field, .duplicateTag(tagged.tag)) }
      guard let size = UInt32(exactly: tagged.bytes.count) else { throw error(field, .tooLong(tagged.bytes.count)) }
      writeUnsignedVarint(tagged.tag)
      writeUnsignedVarint(size)
      writeRawBytes(tagged.bytes)
      previous = tagged.tag
    }
  }

  /// Throws when there is something to write in a version that has no tagged fields.
  func refuseTaggedFields(_ unknown: [UnknownTaggedField], _ field: String, _ version: Int16) throws(WireError) {
    guard unknown.isEmpty else { throw error("\(field).unknownTaggedFields", .fieldNotInVersion(version)) }
  }

  /// The content of one tagged field with a definition.
  static func tagged(_ tag: UInt32, _ write: (inout WireWriter) throws(WireError) -> Void) throws(WireError) -> UnknownTaggedField {
    var writer = WireWriter()
    try write(&writer)
    return UnknownTaggedField(tag: tag, bytes: writer.bytes)
  }
}
