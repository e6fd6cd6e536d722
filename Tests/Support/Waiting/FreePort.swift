import Glibc
import Synchronization

/// Loopback ports that nobody listens on, each handed out once.
///
/// They lie below the range the kernel takes the local ports of outgoing connections from: a broker that is stopped and started again
/// finds its port still free, and a client that keeps trying that port can never be connected to itself.
public enum FreePort {
  private static let handedOut = Mutex<Set<UInt16>>([])
  private static let candidates: ClosedRange<UInt16> = 12_000...31_999

  /// - Throws: `HarnessError` when a few hundred random candidates are all taken.
  public static func next() throws(HarnessError) -> UInt16 {
    for _ in 0..<500 {
      let port = UInt16.random(in: candidates)
      let isNew = handedOut.withLock { $0.insert(port).inserted }
      if isNew && canBind(port) { return port }
    }
    throw HarnessError("no free port on the loopback in \(candidates)")
  }

  private static func canBind(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = loopbackAddress(port)
    return unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

func loopbackAddress(_ port: UInt16) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}
