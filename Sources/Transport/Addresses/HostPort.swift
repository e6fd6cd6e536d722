/// A host, by name or numeric address, and a port: what a user types and a broker advertises.
public struct HostPort: Hashable, Sendable {
  public typealias ParseError = AddressParseError

  /// As given, without brackets.
  public let host: String
  /// 1 to 65535.
  public let port: UInt16

  /// Reads `host:port`, `[::1]:9092`, or a host alone when there is a default port.
  ///
  /// - Throws: `ParseError` with the place that is wrong and what is allowed there.
  public init(_ text: String, defaultPort: UInt16? = nil) throws(ParseError) {
    let parts = try HostAndPortText(text)
    guard let port = parts.port ?? defaultPort else {
      throw ParseError(text, at: text.count, "the port is missing", allowed: "host:port")
    }
    try Self.check(host: parts.host, in: text, at: text.hasPrefix("[") ? 1 : 0)
    guard port != 0 else {
      throw ParseError(text, at: text.count - (parts.port == nil ? 0 : 1), "the port 0 is out of range", allowed: "1 to 65535")
    }
    self.host = parts.host
    self.port = port
  }

  /// Takes a host (an IPv6 address without brackets) and a port that came apart, as in Kafka's metadata.
  public init(host: String, port: Int) throws(ParseError) {
    try Self.check(host: host, in: host, at: 0)
    guard let port = UInt16(exactly: port), port != 0 else {
      throw ParseError("\(host):\(port)", at: host.count + 1, "the port \(port) is out of range", allowed: "1 to 65535")
    }
    self.host = host
    self.port = port
  }

  public init(_ address: SocketAddress) {
    host = address.ip.description
    port = address.port
  }

  private static func check(host: String, in text: String, at offset: Int) throws(ParseError) {
    guard !host.isEmpty else { throw ParseError(text, at: offset, "the host is empty", allowed: "a name or an address") }
    if host.contains(":") {
      // A scope (`%eth0`) is the resolver's to judge: interfaces come and go.
      let address = host.prefix { $0 != "%" }
      guard IPAddress(String(address)) != nil else {
        throw ParseError(text, at: offset, "\(host.debugDescription) is not an IPv6 address", allowed: "as in [::1]:9092")
      }
      return
    }
    if let wrong = host.firstIndex(where: { !isAllowed($0) }) {
      throw ParseError(
        text, at: offset + host.distance(from: host.startIndex, to: wrong), "unexpected \(String(host[wrong]).debugDescription)",
        allowed: "ASCII letters, digits, '-', '.' and '_' in a host name")
    }
    guard host.utf8.count <= 253 else {
      throw ParseError(text, at: offset + 253, "the host name is too long", allowed: "at most 253 characters")
    }
  }

  private static func isAllowed(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "." || character == "_")
  }
}

extension HostPort: CustomStringConvertible {
  /// `host:9092` or `[::1]:9092`: what `init(_:)` reads.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
