extension WireReader {
  /// An unsigned integer in groups of seven bits, lowest first; at most `bits` bits.
  private mutating func readGroups(_ field: String, bits: UInt64) throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte: UInt8 = try readInteger(field)
      let group = UInt64(byte & 0x7f)
      guard shift < bits, bits &- shift >= 7 || group >> (bits &- shift) == 0 else { throw error(field, .overlongVarint) }
      value |= group << shift
      guard byte & 0x80 != 0 else { return value }
      shift &+= 7
    }
  }

  /// An unsigned 32-bit integer of one to five bytes.
  public mutating func readUnsignedVarint(_ field: String) throws(WireError) -> UInt32 {
    UInt32(truncatingIfNeeded: try readGroups(field, bits: 32))
  }

  /// A zigzag-coded 32-bit integer of one to five bytes.
  public mutating func readVarint(_ field: String) throws(WireError) -> Int32 {
    let value = try readUnsignedVarint(field)
    return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
  }

  /// A zigzag-coded 64-bit integer of one to ten bytes.
  public mutating func readVarlong(_ field: String) throws(WireError) -> Int64 {
    let value = try readGroups(field, bits: 64)
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
