import Glibc

extension TCPListener {
  enum Verdict { case tryNext, pause, giveUp }

  /// What a failed accept(2) means for the next one. Linux also reports here what befell the waiting connection.
  static func verdict(on error: SystemError) -> Verdict {
    switch error.code {
    case EBADF, EINVAL, ENOTSOCK, EOPNOTSUPP, EFAULT: .giveUp
    case EINTR, ECONNABORTED, ECONNRESET, EPROTO, EPERM, ETIMEDOUT, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ENONET, ENOPROTOOPT:
      .tryNext
    // Out of descriptors or memory; or unknown, and then not to be tried in a spin.
    default: .pause
    }
  }
}

extension SystemError {
  static let noMemory = SystemError(code: ENOMEM)
}
