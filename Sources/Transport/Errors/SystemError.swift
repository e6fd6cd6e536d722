import Glibc

/// The `errno` of a failed system call, before anyone said what it was for.
package struct SystemError: Error, Hashable {
  package let code: Int32

  init(code: Int32) { self.code = code }

  /// The calling thread's `errno`; to be taken right after the call that failed.
  static var last: SystemError { SystemError(code: errno) }

  var isInterruption: Bool { code == EINTR }
  var wouldBlock: Bool { code == EAGAIN || code == EWOULDBLOCK }

  /// The system's words for it.
  package var text: String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "errno \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  var reason: TransportError.Reason {
    switch code {
    case ETIMEDOUT: .timedOut
    case ECONNREFUSED: .refused
    case ECONNRESET, ECONNABORTED, EPIPE: .reset
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN: .unreachable
    case EADDRINUSE: .addressInUse
    case EADDRNOTAVAIL: .addressUnavailable
    case EACCES, EPERM: .permissionDenied
    case EMFILE, ENFILE: .tooManyOpenFiles
    default: .system(errno: code)
    }
  }

  func transportError(_ operation: TransportError.Operation, _ subject: String) -> TransportError {
    TransportError(operation, subject, reason, detail: text)
  }
}
