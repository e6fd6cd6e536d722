import Glibc

/// A bound and listening TCP socket, owned until it is given away.
struct ListenSocket: ~Copyable {
  private let descriptor: Int32
  /// The port that the socket is bound to.
  let port: UInt16

  /// - Throws: `cannotResolve` or `cannotListen`.
  init(on address: ListenAddress) throws(HTTPServerError) {
    guard address.host.isEmpty else {
      self = try Self.bound(to: address, host: address.host)
      return
    }
    // One socket for both families where the machine has IPv6, IPv4 alone where it hasn't.
    do throws(HTTPServerError) {
      self = try Self.bound(to: address, host: "::")
    } catch .cannotListen(_, code: EAFNOSUPPORT), .cannotListen(_, code: EADDRNOTAVAIL), .cannotResolve {
      self = try Self.bound(to: address, host: "0.0.0.0")
    }
  }

  deinit {
    close(descriptor)
  }

  /// Gives the socket away: the caller closes it.
  consuming func release() -> Int32 {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  private static func bound(to address: ListenAddress, host: String) throws(HTTPServerError) -> ListenSocket {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(host, String(address.port), &hints, &found)
    guard code == 0, let first = unsafe found else {
      throw .cannotResolve(address, reason: unsafe String(cString: gai_strerror(code)))
    }
    defer { unsafe freeaddrinfo(first) }
    // A name such as localhost has both families; IPv4 is the one that clients with a literal address try.
    var failure = HTTPServerError.cannotListen(address, code: EADDRNOTAVAIL)
    for family in [AF_INET, AF_INET6] {
      var next: UnsafeMutablePointer<addrinfo>? = unsafe first
      while let candidate = unsafe next {
        unsafe next = candidate.pointee.ai_next
        guard unsafe candidate.pointee.ai_family == family else { continue }
        do throws(HTTPServerError) {
          return unsafe try ListenSocket(binding: candidate.pointee, of: address)
        } catch {
          failure = error
        }
      }
    }
    throw failure
  }

  private init(binding candidate: addrinfo, of address: ListenAddress) throws(HTTPServerError) {
    let family = unsafe candidate.ai_family
    descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else {
      throw .cannotListen(address, code: errno)
    }
    Self.set(SO_REUSEADDR, SOL_SOCKET, to: 1, on: descriptor)
    if family == AF_INET6 {
      Self.set(IPV6_V6ONLY, Int32(IPPROTO_IPV6), to: 0, on: descriptor)
    }
    guard unsafe bind(descriptor, candidate.ai_addr, candidate.ai_addrlen) == 0, listen(descriptor, SOMAXCONN) == 0,
      let port = Self.boundPort(of: descriptor)
    else {
      let code = errno
      close(descriptor)
      throw .cannotListen(address, code: code)
    }
    self.port = port
  }

  private static func set(_ option: Int32, _ level: Int32, to value: Int32, on descriptor: Int32) {
    var value = value
    _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Both families keep the port in the same place, after the family (RFC 3493).
  private static func boundPort(of descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let port = unsafe withUnsafeMutableBytes(of: &storage) { bytes -> UInt16? in
      guard let base = bytes.baseAddress, unsafe getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length) == 0
      else { return nil }
      return unsafe UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
    return port
  }
}
