/// The checksum of record batches: CRC-32 with the polynomial of Castagnoli (RFC 3720, B.4), bit-reflected, inverted before and after.
enum CRC32C {
  /// What each byte that leaves the register does to it: entry `b` is the remainder of `b` followed by 32 zero bits.
  private static let table: [UInt32] = (0..<256).map { byte in
    var remainder = UInt32(byte)
    for _ in 0..<8 { remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0x82f6_3b78 }
    return remainder
  }

  static func checksum(_ bytes: RawSpan) -> UInt32 {
    let table = table
    // The pointer ends with the closure.
    let remainder = unsafe bytes.withUnsafeBytes { bytes in
      unsafe bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }
    return ~remainder
  }
}
