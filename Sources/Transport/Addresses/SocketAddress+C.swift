import Glibc

// The only place that sees a sockaddr: the calls take and give any family behind one pointer type, of which the true one is known here.
extension SocketAddress {
  /// Calls `body` with the address as bind(2) and connect(2) want it.
  func withSockaddr<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    switch ip {
    case .v4(let address):
      var four = sockaddr_in()
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      four.sin_addr.s_addr = address.bigEndian
      return unsafe Self.withGeneric(&four, body)
    case .v6(_, _, let scope):
      var six = sockaddr_in6()
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      six.sin6_addr = ip.in6Address
      six.sin6_scope_id = scope
      return unsafe Self.withGeneric(&six, body)
    }
  }

  private static func withGeneric<Address, R>(_ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    unsafe withUnsafePointer(to: &address) { pointer in
      // `sockaddr` is the common beginning of all families.
      unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Address>.size))
    }
  }

  /// Copies the address of a C structure of `length` bytes; nil for another family or too few bytes.
  init?(_ pointer: UnsafePointer<sockaddr>, length: socklen_t) {
    let bytes = unsafe UnsafeRawBufferPointer(start: pointer, count: Int(length))
    guard bytes.count >= MemoryLayout<sa_family_t>.size else { return nil }
    switch Int32(unsafe bytes.loadUnaligned(as: sa_family_t.self)) {
    case AF_INET:
      guard bytes.count >= MemoryLayout<sockaddr_in>.size else { return nil }
      let four = unsafe bytes.loadUnaligned(as: sockaddr_in.self)
      self.init(ip: IPAddress(four.sin_addr), port: UInt16(bigEndian: four.sin_port))
    case AF_INET6:
      guard bytes.count >= MemoryLayout<sockaddr_in6>.size else { return nil }
      let six = unsafe bytes.loadUnaligned(as: sockaddr_in6.self)
      self.init(ip: IPAddress(six.sin6_addr, scope: six.sin6_scope_id), port: UInt16(bigEndian: six.sin6_port))
    default: return nil
    }
  }
}

extension Socket {
  var localAddress: SocketAddress? { unsafe address { unsafe getsockname($0, $1, $2) } }

  /// Nil while not connected.
  var remoteAddress: SocketAddress? { unsafe address { unsafe getpeername($0, $1, $2) } }

  private func address(_ call: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard unsafe call(descriptor, pointer, &length) == 0 else { return nil }
        return unsafe SocketAddress(pointer, length: min(length, socklen_t(MemoryLayout<sockaddr_storage>.size)))
      }
    }
  }
}
