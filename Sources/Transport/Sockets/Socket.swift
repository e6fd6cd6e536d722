import CLinux
import Glibc

/// What a transfer did.
enum Transfer {
  case bytes(Int)
  /// Nothing now; epoll tells when.
  case wouldBlock
  /// The peer sends nothing more.
  case end
  case failed(SystemError)
}

/// A non-blocking TCP socket and its system calls. It is closed with `close()` or when the last reference goes.
final class Socket {
  /// -1 once closed: a call after that fails with EBADF and can never meet a descriptor that was opened since.
  private(set) var descriptor: Int32

  init(adopting descriptor: Int32) { self.descriptor = descriptor }

  /// A new TCP socket of the address' family; non-blocking and closed on exec.
  init(for ip: IPAddress) throws(SystemError) {
    let family = if case .v4 = ip { AF_INET } else { AF_INET6 }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = Glibc.socket(family, type, Int32(IPPROTO_TCP))
    guard descriptor >= 0 else { throw .last }
  }

  deinit { close() }

  func close() {
    guard descriptor >= 0 else { return }
    // Never repeated: Linux frees the descriptor also when close is interrupted.
    _ = Glibc.close(descriptor)
    descriptor = -1
  }

  /// Reads once into `memory`, which has room.
  func receive(into memory: UnsafeMutableRawBufferPointer) -> Transfer {
    while true {
      let count = unsafe recv(descriptor, memory.baseAddress, memory.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      let error = SystemError.last
      if error.isInterruption { continue }
      return error.wouldBlock ? .wouldBlock : .failed(error)
    }
  }

  /// Writes once from `memory`, without the SIGPIPE of a connection that is gone.
  func send(_ memory: UnsafeRawBufferPointer) -> Transfer {
    while true {
      let count = unsafe Glibc.send(descriptor, memory.baseAddress, memory.count, Int32(MSG_NOSIGNAL))
      if count >= 0 { return .bytes(count) }
      let error = SystemError.last
      if error.isInterruption { continue }
      return error.wouldBlock ? .wouldBlock : .failed(error)
    }
  }

  /// Begins to connect; the outcome is `pendingError` once the socket is writable.
  func connect(to address: SocketAddress) throws(SystemError) {
    let status = unsafe address.withSockaddr { unsafe Glibc.connect(descriptor, $0, $1) }
    if status == 0 { return }
    let error = SystemError.last
    // An interrupted connect goes on by itself, like one that does not block.
    if error.code != EINPROGRESS && !error.isInterruption { throw error }
  }

  func bind(to address: SocketAddress) throws(SystemError) {
    guard unsafe address.withSockaddr({ unsafe Glibc.bind(descriptor, $0, $1) }) == 0 else { throw .last }
  }

  func listen(backlog: Int32) throws(SystemError) {
    guard Glibc.listen(descriptor, backlog) == 0 else { throw .last }
  }

  /// A connection that waits to be accepted; nil when there is none.
  func accept() throws(SystemError) -> Socket? {
    let accepted = linux_accept(descriptor)
    if accepted >= 0 { return Socket(adopting: accepted) }
    let error = SystemError.last
    if error.wouldBlock { return nil }
    throw error
  }

  /// Ends our side of the connection; the peer reads its end after what was written.
  func shutdownWriting() throws(SystemError) {
    guard shutdown(descriptor, Int32(SHUT_WR)) == 0 else { throw .last }
  }
}
