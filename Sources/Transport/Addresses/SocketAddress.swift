/// A numeric address and a port: one end of a connection.
public struct SocketAddress: Hashable, Sendable {
  public let ip: IPAddress
  /// 0 asks the kernel for a free one when listening.
  public let port: UInt16

  public init(ip: IPAddress, port: UInt16) {
    self.ip = ip
    self.port = port
  }

  /// A port of 127.0.0.1; 0 asks the kernel for a free one.
  public static func loopback(port: UInt16 = 0) -> SocketAddress {
    SocketAddress(ip: .loopback4, port: port)
  }

  /// Reads `127.0.0.1:9092` or `[::1]:9092`; the port may be 0.
  public init(_ text: String) throws(AddressParseError) {
    let parts = try HostAndPortText(text)
    guard let port = parts.port else { throw AddressParseError(text, at: text.count, "the port is missing", allowed: "address:port") }
    guard let ip = IPAddress(parts.host) else {
      throw AddressParseError(text, at: 0, "\"\(parts.host)\" is not a numeric address", allowed: "127.0.0.1:9092 or [::1]:9092")
    }
    self.init(ip: ip, port: port)
  }
}

extension SocketAddress: CustomStringConvertible {
  /// `127.0.0.1:9092` or `[::1]:9092`.
  public var description: String {
    switch ip {
    case .v4: "\(ip):\(port)"
    case .v6: "[\(ip)]:\(port)"
    }
  }
}
