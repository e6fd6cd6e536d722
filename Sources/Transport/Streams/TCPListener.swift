/// A TCP port that takes connections. It belongs to its loop, like a stream.
public final class TCPListener {
  /// How long to leave connections waiting while the process has no descriptor for them; doubled up to the longest.
  private static let pause = (first: Duration.milliseconds(10), longest: Duration.seconds(1))

  public let loop: EventLoop
  /// With the port the kernel chose, when it was asked to.
  public let localAddress: SocketAddress
  let channel: Channel

  /// Listens on an address of this machine. To be called on the loop.
  ///
  /// - Parameter backlog: connections the kernel keeps until they are accepted.
  public static func bind(_ address: SocketAddress, on loop: EventLoop, backlog: Int32 = 128) throws(TransportError) -> TCPListener {
    let channel: Channel
    do {
      let socket = try Socket(for: address.ip)
      try socket.setListenerOptions(for: address.ip)
      try socket.bind(to: address)
      try socket.listen(backlog: backlog)
      channel = try Channel(socket, on: loop, isWritable: false)
    } catch {
      throw error.transportError(.listen, address.description)
    }
    guard channel.isOpen else { throw TransportError(.listen, address.description, .shutDown) }
    return TCPListener(channel, localAddress: channel.socket.localAddress ?? address)
  }

  private init(_ channel: Channel, localAddress: SocketAddress) {
    self.loop = channel.loop
    self.channel = channel
    self.localAddress = localAddress
  }

  deinit { channel.closeFromAnywhere() }

  /// Waits for a connection. One task at a time.
  ///
  /// While the process is out of descriptors the connections wait, and so does this, with growing pauses.
  ///
  /// - Throws: `.cancelled`, `.closed`, `.shutDown`, or a failure of the listening socket itself.
  public func accept() async throws(TransportError) -> TCPStream {
    var pause = Self.pause.first
    while true {
      loop.preconditionIsCurrent()
      if let reason = await channel.waitUntilReadable().reason { throw error(reason) }
      do {
        if let stream = try acceptNow() { return stream }
      } catch {
        switch Self.verdict(on: error) {
        case .tryNext: continue
        case .pause:
          // In a pause the socket stays readable, so waiting for that would be a spin.
          let wakeup = await channel.waitUntilClosed(deadline: .now + pause)
          if let reason = wakeup.reason, reason != .timedOut { throw self.error(reason) }
          pause = min(pause * 2, Self.pause.longest)
        case .giveUp: throw error.transportError(.accept, localAddress.description)
        }
      }
    }
  }

  /// Stops listening. Who waits in `accept` is woken with `.closed`.
  public func close() {
    loop.preconditionIsCurrent()
    channel.close()
  }

  private func acceptNow() throws(SystemError) -> TCPStream? {
    guard let socket = try channel.socket.accept() else {
      channel.readingWouldBlock()
      return nil
    }
    // A connection can be gone before it is looked at; that is nothing against the next.
    guard (try? socket.setStreamOptions()) != nil, let remote = socket.remoteAddress, let local = socket.localAddress else { return nil }
    let accepted = try Channel(socket, on: loop, isWritable: true)
    return TCPStream(accepted, subject: remote.description, localAddress: local, remoteAddress: remote)
  }

  private func error(_ reason: TransportError.Reason) -> TransportError {
    TransportError(.accept, localAddress.description, reason)
  }
}
