/// A TCP connection.
///
/// It is closed when it is no longer referenced, but `close()` says so earlier and wakes a waiting reader.
public final class TCPStream: ByteStream {
  public let loop: EventLoop
  public let localAddress: SocketAddress
  public let remoteAddress: SocketAddress
  public private(set) var closed: TransportError?

  /// What errors call the peer.
  let subject: String
  let channel: Channel
  var reader = FrameReader()
  private var queue = SendQueue()
  private var finishesWriting = false
  /// Why nothing can be written any more. The peer's last words may still be there to be read.
  private(set) var writeFailure: TransportError?

  /// Takes over a connected channel.
  init(_ channel: Channel, subject: String, localAddress: SocketAddress, remoteAddress: SocketAddress) {
    self.loop = channel.loop
    self.channel = channel
    self.subject = subject
    self.localAddress = localAddress
    self.remoteAddress = remoteAddress
    channel.onWritable = { [weak self] in self?.sendQueued() }
  }

  deinit { channel.closeFromAnywhere() }

  public var unwrittenBytes: Int { queue.count }

  public func write(_ bytes: [UInt8]) {
    loop.preconditionIsCurrent()
    guard channel.isOpen, writeFailure == nil, !finishesWriting else { return }
    queue.append(bytes)
    if channel.isWritable { sendQueued() }
  }

  public func flush() async throws(TransportError) {
    loop.preconditionIsCurrent()
    while true {
      if let failure = writeFailure { throw failure }
      if let reason = channel.closure?.reason { throw closed ?? error(.write, reason) }
      if queue.isEmpty { return }
      if let reason = await channel.waitUntilWritable().reason { throw error(.write, reason) }
    }
  }

  /// Ends this side of the connection after what is queued: the peer reads the end, and can still be read.
  public func finishWriting() {
    loop.preconditionIsCurrent()
    guard channel.isOpen, !finishesWriting else { return }
    finishesWriting = true
    if queue.isEmpty { shutdownWriting() }
  }

  public func close() { end(error(.read, .closed)) }

  /// Closes the connection with a reset: the peer finds it broken, not ended.
  public func abort() {
    loop.preconditionIsCurrent()
    // When the option cannot be set the connection is broken already.
    try? channel.socket.setResetOnClose()
    close()
  }

  private func end(_ reason: TransportError) {
    loop.preconditionIsCurrent()
    if closed == nil { closed = reason }
    queue.removeAll()
    channel.close()
  }

  private func sendQueued() {
    while !queue.isEmpty {
      switch unsafe queue.sendFirst({ unsafe channel.socket.send($0) }) {
      case .bytes: continue
      case .wouldBlock, .end: return channel.writingWouldBlock()
      case .failed(let failure): return failWriting(failure)
      }
    }
    if finishesWriting { shutdownWriting() }
  }

  private func shutdownWriting() {
    do { try channel.socket.shutdownWriting() } catch { failWriting(error) }
  }

  private func failWriting(_ failure: SystemError) {
    let failure = failure.transportError(.write, subject)
    writeFailure = failure
    note(failure)
    queue.removeAll()
    channel.wakeReader(.ready)
  }

  /// Keeps the first thing that went wrong.
  func note(_ failure: TransportError) {
    if closed == nil { closed = failure }
  }

  func error(_ operation: TransportError.Operation, _ reason: TransportError.Reason, detail: String? = nil) -> TransportError {
    TransportError(operation, subject, reason, detail: detail)
  }
}
