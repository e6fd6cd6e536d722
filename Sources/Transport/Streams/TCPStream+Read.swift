extension TCPStream {
  /// Bytes a reader may take in one go before others on the loop have their turn.
  private static let readingShare = 1_048_576

  public func readFrame(maximumLength: Int) async throws(TransportError) -> ReceivedBytes {
    try await read { (reader) throws(FrameReader.Failure) in try reader.nextFrame(maximumLength: maximumLength) }
  }

  public func read(upTo maximum: Int) async throws(TransportError) -> ReceivedBytes {
    precondition(maximum > 0, "a read of no bytes")
    return try await read { (reader) throws(FrameReader.Failure) in try reader.nextBytes(upTo: maximum) }
  }

  /// Receives until `next` finds what it looks for.
  private func read(
    _ next: (inout FrameReader) throws(FrameReader.Failure) -> ReceivedBytes?
  ) async throws(TransportError) -> ReceivedBytes {
    var received = 0
    while true {
      loop.preconditionIsCurrent()
      if let reason = channel.closure?.reason { throw closed ?? error(.read, reason) }
      if let found = try found(next) { return found }
      if !channel.isReadable {
        try await waitForBytes()
        received = 0
      } else if received >= Self.readingShare {
        await loop.giveWay()
        received = 0
        if Task.isCancelled { throw error(.read, .cancelled) }
        // While others had their turn the stream may have been closed.
        continue
      }
      received += try receive()
    }
  }

  private func found(_ next: (inout FrameReader) throws(FrameReader.Failure) -> ReceivedBytes?) throws(TransportError) -> ReceivedBytes? {
    do {
      return try next(&reader)
    } catch {
      let failure: TransportError =
        switch error {
        case .tooLarge(let length, let maximum): self.error(.read, .frameTooLarge(length: length, maximum: maximum))
        case .noMemory: SystemError.noMemory.transportError(.read, subject)
        }
      note(failure)
      throw failure
    }
  }

  private func waitForBytes() async throws(TransportError) {
    if let failure = writeFailure { throw failure }
    if let reason = await channel.waitUntilReadable().reason { throw error(.read, reason) }
  }

  /// Reads once. Returns how many bytes came, 0 when none are there.
  private func receive() throws(TransportError) -> Int {
    var room = 0
    let transfer = unsafe reader.fill { memory in
      room = memory.count
      return unsafe channel.socket.receive(into: memory)
    }
    switch transfer {
    case .bytes(let count):
      if count < room { channel.readLessThanAsked() }
      return count
    case .wouldBlock:
      channel.readingWouldBlock()
      return 0
    case .end:
      let failure = error(.read, .closedByPeer, detail: interruption)
      note(failure)
      throw failure
    case .failed(let error):
      let failure = error.transportError(.read, subject)
      note(failure)
      throw failure
    }
  }

  /// What a peer that ended left incomplete, in words.
  private var interruption: String? {
    if let length = reader.pendingLength { return "inside a frame of \(length) bytes" }
    return reader.pendingBytes > 0 ? "inside the length of a frame" : nil
  }
}
