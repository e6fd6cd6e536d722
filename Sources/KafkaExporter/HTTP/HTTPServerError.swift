import Glibc

/// Why the HTTP server could not start.
package enum HTTPServerError: Error, Equatable, CustomStringConvertible {
  /// The text is no `ADDRESS:PORT`.
  case invalidAddress(String, reason: String)
  /// The host of the address has no IP address.
  case cannotResolve(ListenAddress, reason: String)
  /// The system refused the socket; `code` is its errno.
  case cannotListen(ListenAddress, code: Int32)
  /// libmicrohttpd did not start.
  case cannotStart(ListenAddress, reason: String)

  package var description: String {
    switch self {
    case .invalidAddress(let text, let reason):
      "\"\(text)\" is no address to listen on: \(reason); expected ADDRESS:PORT such as :9308, 127.0.0.1:9308 or [::]:9308"
    case .cannotResolve(let address, let reason):
      "cannot listen on \(address): \"\(address.host)\" is not an address of any interface: \(reason)"
    case .cannotListen(let address, let code):
      "cannot listen on \(address): \(Self.text(of: code))\(Self.advice(for: code, at: address))"
    case .cannotStart(let address, let reason):
      "cannot serve on \(address): \(reason)"
    }
  }

  private static func text(of code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0).lowercased() } ?? "error \(code)"
  }

  private static func advice(for code: Int32, at address: ListenAddress) -> String {
    switch code {
    case EADDRINUSE:
      "; another process has the port (\"ss -ltnp sport = :\(address.port)\" shows which): stop it, or listen on another port"
    case EACCES:
      "; ports below 1024 need the capability CAP_NET_BIND_SERVICE: listen on a higher port"
    case EADDRNOTAVAIL:
      "; no interface of this machine has that address: listen on :\(address.port) for all of them"
    default: ""
    }
  }
}
