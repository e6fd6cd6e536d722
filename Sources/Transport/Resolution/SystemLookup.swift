import Glibc

extension Resolver {
  /// Asks the system (getaddrinfo(3): /etc/hosts, DNS and what nsswitch.conf says), which may take long. Addresses come in RFC 6724 order.
  static func systemLookup(_ host: String) -> Result<[IPAddress], LookupFailure> {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>? = nil
    let code = unsafe getaddrinfo(host, nil, &hints, &list)
    guard code == 0, let first = unsafe list else {
      let text = unsafe gai_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
      return .failure(LookupFailure(isNotFound: code == EAI_NONAME || code == noAddress, text: text))
    }
    defer { unsafe freeaddrinfo(first) }
    return .success(unsafe addresses(first))
  }

  /// EAI_NODATA, which the headers hide: the name exists without an address.
  private static let noAddress: Int32 = -5

  private static func addresses(_ first: UnsafeMutablePointer<addrinfo>) -> [IPAddress] {
    var addresses: [IPAddress] = []
    var next: UnsafeMutablePointer<addrinfo>? = unsafe first
    while let entry = unsafe next {
      let info = unsafe entry.pointee
      unsafe next = info.ai_next
      guard let raw = unsafe info.ai_addr, let address = unsafe SocketAddress(raw, length: info.ai_addrlen) else { continue }
      if !addresses.contains(address.ip) { addresses.append(address.ip) }
    }
    return addresses
  }
}
