import Glibc
import TestSupport
public import Transport

/// An address of this machine that swallows whoever connects: its queue is full and nobody takes from it, so a connection attempt hears
/// nothing, neither yes nor no.
public final class BlackHole: Sendable {
  public let address: HostPort
  private let descriptors: [Int32]

  public init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var opened = [listener]
    let port = try FreePort.next()
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isListening = unsafe withUnsafePointer(to: &name) { name in
      unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        unsafe bind(listener, name, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard listener >= 0, isListening, listen(listener, 0) == 0 else { throw HarnessError("cannot listen on 127.0.0.1:\(port)") }
    // A queue of length 0 takes one; a few more are tried so that it is full whatever the kernel adds.
    for _ in 0..<4 {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      opened.append(filler)
      unsafe withUnsafePointer(to: &name) { name in
        unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
          _ = unsafe connect(filler, name, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    descriptors = opened
    address = try HostPort(host: "127.0.0.1", port: Int(port))
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }
}
