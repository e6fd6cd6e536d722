import Glibc
import YAML

/// Where the exporter listens: one numeric address or all of them, and a port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// A numeric IPv4 or IPv6 address without brackets; nil: every address of the machine, both families.
  public let host: String?
  /// 0 lets the kernel choose.
  public let port: UInt16

  public init(host: String? = nil, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `:9308`, `127.0.0.1:9308`, `[::]:9308` and `localhost:9308`, which is 127.0.0.1.
  ///
  /// Other names are refused: what a name resolves to may change between two starts.
  init(_ text: String) throws(ValueProblem) {
    let halves = try HostAndPort(text)
    let host = halves.host == "localhost" ? "127.0.0.1" : halves.host
    guard host.isEmpty || Self.isNumeric(host) else { throw ValueProblem("\(Spelling.quoted(text)) does not start with a numeric address") }
    self.init(host: host.isEmpty ? nil : host, port: halves.port)
  }

  public var description: String {
    guard let host else { return ":\(port)" }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func isNumeric(_ host: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return unsafe inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
  }
}
