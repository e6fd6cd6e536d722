/// Where the HTTP server listens: `:9308`, `0.0.0.0:9308`, `[::]:9308`, `localhost:9308`.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// A name, an IPv4 or an IPv6 address without brackets; empty for every address of the machine, IPv6 and IPv4.
  package let host: String
  /// 0 lets the system choose; `HTTPServer.port` tells which it took.
  package let port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// - Throws: `invalidAddress` with what is wrong and what is expected.
  package init(parsing text: String) throws(HTTPServerError) {
    guard let colon = text.lastIndex(of: ":") else {
      throw .invalidAddress(text, reason: "the port is missing")
    }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else {
      throw .invalidAddress(text, reason: "the port \"\(digits)\" is not a number from 0 to 65535")
    }
    var host = text[..<colon]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]"), host.count > 2 else {
        throw .invalidAddress(text, reason: "the bracket around the IPv6 address is not closed")
      }
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw .invalidAddress(text, reason: "an IPv6 address stands in brackets")
    }
    guard !host.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 == 0x5b || $0 == 0x5d || $0 == 0x2f }) else {
      throw .invalidAddress(text, reason: "\"\(host)\" is not a host")
    }
    self.init(host: String(host), port: port)
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
