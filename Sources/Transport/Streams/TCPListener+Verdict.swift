import Glibc

extension TCPListener {
  enum Verdict { case tryNext, pause, giveUp }

  /// What a failed accept(2) means for the next one. Linux also reports here what befell the waiting connection.
  static func verdict(on error: SystemError) -> Verdict {
    switch error.code {
    case EBADF, EINVAL, ENOTSOCK, EOPNOTSUPP, EFAULT: .giveUp
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: .pause
    default: .tryNext
    }
  }
}

extension SystemError {
  static let noMemory = SystemError(code: ENOMEM)
  /// What the loop says when it has no sockets any more.
  static let shutDown = SystemError(code: ESHUTDOWN)
}
