import Glibc

// Between IPAddress and the C structs, whose fields are in network order. Each member of their union covers all sixteen bytes, so reading
// one that another wrote is sound.
extension IPAddress {
  init(_ address: in_addr) {
    self = .v4(UInt32(bigEndian: address.s_addr))
  }

  init(_ address: in6_addr, scope: UInt32) {
    let words = unsafe address.__in6_u.__u6_addr32
    self = .v6(
      high: UInt64(UInt32(bigEndian: words.0)) << 32 | UInt64(UInt32(bigEndian: words.1)),
      low: UInt64(UInt32(bigEndian: words.2)) << 32 | UInt64(UInt32(bigEndian: words.3)),
      scope: scope)
  }

  /// The sixteen bytes; all zero for an IPv4 address.
  var in6Address: in6_addr {
    guard case .v6(let high, let low, _) = self else { return in6_addr() }
    var address = in6_addr()
    unsafe address.__in6_u.__u6_addr32 = (
      UInt32(truncatingIfNeeded: high >> 32).bigEndian, UInt32(truncatingIfNeeded: high).bigEndian,
      UInt32(truncatingIfNeeded: low >> 32).bigEndian, UInt32(truncatingIfNeeded: low).bigEndian
    )
    return address
  }
}
