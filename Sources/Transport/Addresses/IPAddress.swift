/// A numeric IPv4 or IPv6 address.
public enum IPAddress: Hashable, Sendable {
  /// In host order: 127.0.0.1 is 0x7f00_0001.
  case v4(UInt32)
  /// The sixteen bytes in host order; `scope` is the index of the interface of a link-local address, else 0.
  case v6(high: UInt64, low: UInt64, scope: UInt32)

  public static let loopback4 = IPAddress.v4(0x7f00_0001)
  public static let loopback6 = IPAddress.v6(high: 0, low: 1, scope: 0)
}
