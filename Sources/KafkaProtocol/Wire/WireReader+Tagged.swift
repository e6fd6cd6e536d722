extension WireReader {
  /// The announced tag and the place where its content must end.
  @usableFromInline struct TaggedField {
    @usableFromInline var tag: UInt32
    @usableFromInline var start: Int
    @usableFromInline var size: Int
  }

  /// How many tagged fields follow; each has at least a tag and a size.
  @usableFromInline mutating func readTaggedFieldCount(_ field: String) throws(WireError) -> Int {
    let count = Int(try readUnsignedVarint(field))
    guard count <= remaining / 2 else { throw error(field, .impossibleLength(count, available: remaining)) }
    return count
  }

  @usableFromInline mutating func beginTaggedField(_ field: String) throws(WireError) -> TaggedField {
    let tag = try readUnsignedVarint(field)
    let size = Int(try readUnsignedVarint(field))
    guard size <= remaining else { throw error(field, .impossibleLength(size, available: remaining)) }
    return TaggedField(tag: tag, start: offset, size: size)
  }

  @usableFromInline mutating func readUnknown(_ tagged: TaggedField, _ field: String) throws(WireError) -> UnknownTaggedField {
    UnknownTaggedField(tag: tagged.tag, bytes: try readRawBytes(field, count: tagged.size))
  }

  @usableFromInline func endTaggedField(_ tagged: TaggedField, _ field: String) throws(WireError) {
    let actual = offset - tagged.start
    guard actual == tagged.size else {
      throw error(field, .taggedFieldSize(tag: tagged.tag, announced: tagged.size, actual: actual))
    }
  }

  /// The tagged fields of a structure that has no known ones.
  @usableFromInline mutating func readTaggedFields(_ field: String) throws(WireError) -> [UnknownTaggedField] {
    let count = try readTaggedFieldCount(field)
    var fields: [UnknownTaggedField] = []
    for _ in 0..<count {
      fields.append(try readUnknown(try beginTaggedField(field), field))
    }
    return fields
  }
}
