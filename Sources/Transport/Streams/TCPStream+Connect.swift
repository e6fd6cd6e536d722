extension TCPStream {
  /// Connects to a host by name or address. To be called on the loop.
  ///
  /// A name is looked up off the loop. Its addresses are tried in turn, each with an equal share of the time that is left.
  ///
  /// - Throws: `.timedOut` at the deadline, looking up included; `.nameNotFound` or `.resolutionFailed` for the name; else what became of the
  ///   last address, with all that was tried in the detail.
  public static func connect(
    to host: HostPort, on loop: EventLoop, deadline: ContinuousClock.Instant, resolver: Resolver = .system
  ) async throws(TransportError) -> TCPStream {
    loop.preconditionIsCurrent()
    var addresses: [IPAddress] = []
    if let numeric = IPAddress(host.host) {
      addresses = [numeric]
    } else {
      addresses = try await resolver.addresses(of: host, on: loop, deadline: deadline)
    }
    var failures: [TransportError] = []
    for (index, ip) in addresses.enumerated() {
      let now = ContinuousClock.now
      guard now < deadline else { break }
      let share = (deadline - now) / (addresses.count - index)
      do {
        return try await connect(to: SocketAddress(ip: ip, port: host.port), subject: host.description, on: loop, deadline: now + share)
      } catch {
        if error.reason == .cancelled || error.reason == .shutDown { throw error }
        failures.append(error)
      }
    }
    throw failure(of: host, after: failures)
  }

  private static func failure(of host: HostPort, after failures: [TransportError]) -> TransportError {
    guard let last = failures.last else { return TransportError(.connect, host.description, .timedOut) }
    if failures.count == 1 { return last }
    // A name may have very many addresses; a log line should not.
    let told = failures.prefix(8).compactMap(\.detail).joined(separator: "; ")
    return TransportError(.connect, host.description, last.reason, detail: told)
  }

  private static func connect(
    to address: SocketAddress, subject: String, on loop: EventLoop, deadline: ContinuousClock.Instant
  ) async throws(TransportError) -> TCPStream {
    let socket: Socket
    let channel: Channel
    do {
      socket = try Socket(for: address.ip)
      try socket.setStreamOptions()
      try socket.connect(to: address)
      channel = try Channel(socket, on: loop, isWritable: false)
    } catch {
      throw failure(error.reason, error.text, address, subject)
    }
    guard channel.isOpen else { throw TransportError(.connect, subject, .shutDown) }
    let wakeup = await channel.waitUntilWritable(deadline: deadline)
    do {
      return try connected(channel, wakeup, to: address, subject: subject)
    } catch {
      channel.close()
      throw error
    }
  }

  private static func connected(
    _ channel: Channel, _ wakeup: Wakeup, to address: SocketAddress, subject: String
  ) throws(TransportError) -> TCPStream {
    if let reason = wakeup.reason { throw failure(reason, reason.description, address, subject) }
    if let error = channel.socket.pendingError { throw failure(error.reason, error.text, address, subject) }
    guard let local = channel.socket.localAddress else { throw failure(.reset, "gone at once", address, subject) }
    // A port of this machine that nobody listens on can be the very one the kernel chose for us: TCP then connects to itself.
    if local == address { throw failure(.refused, "connected to itself", address, subject) }
    return TCPStream(channel, subject: subject, localAddress: local, remoteAddress: address)
  }

  private static func failure(
    _ reason: TransportError.Reason, _ text: String, _ address: SocketAddress, _ subject: String
  ) -> TransportError {
    TransportError(.connect, subject, reason, detail: "\(address): \(text)")
  }
}
