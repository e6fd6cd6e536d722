import Glibc

extension IPAddress: CustomStringConvertible {
  /// Reads `127.0.0.1` or `::1` (inet_pton(3): no names, no short forms, no brackets); nil for anything else.
  public init?(_ text: String) {
    var four = in_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
      self.init(four)
      return
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self.init(six, scope: 0)
  }

  /// The address as RFC 5952 writes it, without brackets; a scope follows as `%2`.
  public var description: String {
    switch self {
    case .v4(let address):
      return "\(address >> 24).\(address >> 16 & 0xff).\(address >> 8 & 0xff).\(address & 0xff)"
    case .v6(_, _, let scope):
      var address = in6Address
      var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      _ = unsafe inet_ntop(AF_INET6, &address, &buffer, socklen_t(INET6_ADDRSTRLEN))
      let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      return scope == 0 ? text : "\(text)%\(scope)"
    }
  }
}
