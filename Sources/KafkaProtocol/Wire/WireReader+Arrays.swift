extension WireReader {
  /// Elements to make room for before they are read. A count may be honest and still small on the wire and large in memory, so no more
  /// memory is reserved than bytes are left; beyond that an array grows as its elements arrive.
  func reservation<Element>(_ count: Int, of type: Element.Type) -> Int {
    min(count, remaining / max(MemoryLayout<Element>.stride, 1) &+ 1)
  }

  /// Nil for null, which throws unless `nullable`. `minimumElementSize` is the fewest bytes that one element has.
  @usableFromInline mutating func readNullableArray<Element: WireElement>(
    _ field: String, _ version: Int16, compact: Bool, minimumElementSize: Int, nullable: Bool = true
  ) throws(WireError) -> [Element]? {
    guard let count = try readArrayCount(field, compact: compact, minimumElementSize: minimumElementSize) else {
      guard nullable else { throw error(field, .unexpectedNull) }
      return nil
    }
    var elements: [Element] = []
    elements.reserveCapacity(reservation(count, of: Element.self))
    for _ in 0..<count { elements.append(try Element.readElement(from: &self, field, version, compact: compact)) }
    return elements
  }

  @usableFromInline mutating func readArray<Element: WireElement>(
    _ field: String, _ version: Int16, compact: Bool, minimumElementSize: Int
  ) throws(WireError) -> [Element] {
    let elements: [Element]? = try readNullableArray(
      field, version, compact: compact, minimumElementSize: minimumElementSize, nullable: false)
    guard let elements else { throw error(field, .unexpectedNull) }
    return elements
  }

  /// A structure with one byte in front, negative for null; without that byte in the versions that are not `nullable`.
  @usableFromInline mutating func readNullableStruct<Element: KafkaStruct>(
    _ field: String, _ version: Int16, nullable: Bool = true
  ) throws(WireError) -> Element? {
    if nullable, try readInt8(field) < 0 { return nil }
    return try Element.decode(from: &self, version: version)
  }
}
