import Glibc

extension Socket {
  /// Seconds of silence before the kernel asks whether the peer is still there, between two questions, and how many go unanswered.
  private static let keepAlive = (idle: Int32(60), interval: Int32(10), probes: Int32(6))

  /// No delay for small writes (a request waits for its answer, so there is nothing to gather), and a look at the peer when it is silent.
  func setStreamOptions() throws(SystemError) {
    try set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    try set(SOL_SOCKET, SO_KEEPALIVE, 1)
    try set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, Self.keepAlive.idle)
    try set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, Self.keepAlive.interval)
    try set(Int32(IPPROTO_TCP), TCP_KEEPCNT, Self.keepAlive.probes)
  }

  /// A listener may take its address again while old connections linger; an IPv6 one leaves IPv4 alone.
  func setListenerOptions(for ip: IPAddress) throws(SystemError) {
    try set(SOL_SOCKET, SO_REUSEADDR, 1)
    if case .v6 = ip { try set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
  }

  /// Makes `close` reset the connection instead of ending it in good order.
  func setResetOnClose() throws(SystemError) {
    var linger = linger(l_onoff: 1, l_linger: 0)
    guard unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger))) == 0 else {
      throw .last
    }
  }

  /// What became of a connect, or of the connection since; reading it clears it.
  var pendingError: SystemError? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return .last }
    return code == 0 ? nil : SystemError(code: code)
  }

  private func set(_ level: Int32, _ option: Int32, _ value: Int32) throws(SystemError) {
    var value = value
    guard unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else { throw .last }
  }
}
