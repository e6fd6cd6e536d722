import Glibc
import Testing

@testable import Transport

struct TCPListenerTests {
  @Test func aPortThatIsTakenIsNamed() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      let error = #expect(throws: TransportError.self) { _ = try TCPListener.bind(listener.localAddress, on: home.loop) }
      #expect(error?.description == "listen \(listener.localAddress): address in use (Address already in use)")
    }
  }

  @Test func anAddressOfAnotherMachineIsNotListenedOn() async throws {
    try await onLoop { home in
      let error = #expect(throws: TransportError.self) { _ = try TCPListener.bind(SocketAddress("192.0.2.1:0"), on: home.loop) }
      #expect(error?.reason == .addressUnavailable)
    }
  }

  @Test func connectionsAreAcceptedInTurn() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      var clients: [TCPStream] = []
      for _ in 0..<50 {
        clients.append(try await TCPStream.connect(to: HostPort(listener.localAddress), on: home.loop, deadline: .now + .seconds(10)))
      }
      for client in clients {
        let server = try await listener.accept()
        #expect(server.remoteAddress == client.localAddress)
      }
    }
  }

  @Test func whoIsAcceptedCanBeAnsweredAndLeftAtOnce() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.server.write(frame([1, 2, 3]))
      #expect(pair.server.unwrittenBytes == 0)
      pair.server.close()
      #expect(try await pair.client.readFrame(maximumLength: 3).array == [1, 2, 3])
    }
  }

  @Test func closingAndCancellingEndAccepting() async throws {
    try await onLoop { home in
      let closed = try await acceptFailure(on: home) { listener, _ in listener.close() }
      #expect(closed == .closed)
      let cancelled = try await acceptFailure(on: home) { _, accepting in accepting.cancel() }
      #expect(cancelled == .cancelled)
    }
  }

  @Test(arguments: [
    (ECONNABORTED, TCPListener.Verdict.tryNext), (EINTR, .tryNext), (EMFILE, .pause), (ENFILE, .pause), (ENOBUFS, .pause), (EBADF, .giveUp),
  ])
  func aFailedAcceptIsJudgedByItsCause(code: Int32, verdict: TCPListener.Verdict) {
    #expect(TCPListener.verdict(on: SystemError(code: code)) == verdict)
  }
}

private func acceptFailure(
  on home: isolated LoopActor, _ end: (TCPListener, Task<TransportError.Reason?, Never>) -> Void
) async throws -> TransportError.Reason? {
  let listener = try TCPListener.bind(.loopback(), on: home.loop)
  let accepting = Task {
    _ = home.loop
    return await reason { () async throws(TransportError) in _ = try await listener.accept() }
  }
  try await home.loop.sleep(until: .now + .milliseconds(2))
  end(listener, accepting)
  return await accepting.value
}
