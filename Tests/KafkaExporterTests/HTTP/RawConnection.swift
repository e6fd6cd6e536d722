import Glibc

/// A client's TCP connection that sends and receives just what a test says. It blocks, for ten seconds at the most.
final class RawConnection: Sendable {
  struct Failure: Error {
    let operation: String
    let code: Int32
  }

  private let descriptor: Int32

  /// - Parameters:
  ///   - source: the client's own address, to be somebody else on the loopback network.
  ///   - receiveBuffer: bytes that the kernel may hold for this client; nil for its default.
  init(port: UInt16, source: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBuffer {
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
    }
    unsafe try call("bind", source, 0) { unsafe Glibc.bind($0, $1, $2) }
    unsafe try call("connect", "127.0.0.1", port) { unsafe Glibc.connect($0, $1, $2) }
  }

  deinit {
    close(descriptor)
  }

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure(operation: "send", code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Says that nothing more will be sent.
  func finish() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The next bytes, at most `count`; empty at the connection's end, also when it was reset.
  func receive(_ count: Int = 1 << 16) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let received = unsafe recv(descriptor, &bytes, count, 0)
    guard received >= 0 || errno == ECONNRESET else { throw Failure(operation: "recv", code: errno) }
    return Array(bytes.prefix(max(received, 0)))
  }

  /// Everything up to the connection's end.
  func receiveAll() throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try receive()
      guard !bytes.isEmpty else { return all }
      all += bytes
    }
  }

  /// Waits up to `milliseconds` for bytes or the connection's end.
  func isReadable(within milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&wanted, 1, milliseconds) == 1
  }

  private func call(
    _ operation: String, _ host: String, _ port: UInt16, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    unsafe inet_pton(AF_INET, host, &address.sin_addr)
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Failure(operation: operation, code: errno) }
  }
}
