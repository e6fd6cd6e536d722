import Dispatch
import Testing

@testable import Transport

struct ConnectTests {
  @Test func aPortNobodyListensOnRefuses() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      let host = HostPort(listener.localAddress)
      listener.close()
      let error = await failure(host, on: home.loop)
      #expect(error?.description == "connect \(host): refused (\(host): Connection refused)")
    }
  }

  @Test func aPeerThatNeverAnswersCostsTheDeadlineAndNoMore() async throws {
    try await onLoop { home in
      let full = try await FullListener(.loopback(), on: home.loop)
      defer { full.close() }
      let start = ContinuousClock.now
      let error = await failure(HostPort(full.address), on: home.loop, within: .milliseconds(150))
      #expect(error?.reason == .timedOut)
      #expect(error?.operation == .connect)
      #expect(ContinuousClock.now - start >= .milliseconds(150))
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test func aCancelledConnectEndsAtOnce() async throws {
    try await onLoop { home in
      let full = try await FullListener(.loopback(), on: home.loop)
      defer { full.close() }
      let host = HostPort(full.address)
      let connecting = Task { await failure(host, on: home.loop, within: .seconds(3_600))?.reason }
      try await home.loop.sleep(until: .now + .milliseconds(10))
      connecting.cancel()
      #expect(await connecting.value == .cancelled)
    }
  }

  @Test func theNextAddressIsTriedWhenTheFirstRefuses() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      let both = Resolver(maximumThreads: 1) { _ in .success([.loopback6, .loopback4]) }
      let host = try HostPort(host: "localhost", port: Int(listener.localAddress.port))
      let stream = try await TCPStream.connect(to: host, on: home.loop, deadline: .now + .seconds(10), resolver: both)
      #expect(stream.remoteAddress == listener.localAddress)
    }
  }

  @Test func anAddressThatNeverAnswersLeavesTimeForTheNext() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      let silent = SocketAddress(ip: .v4(0x7f00_0002), port: listener.localAddress.port)
      let full = try await FullListener(silent, on: home.loop)
      defer { full.close() }
      let both = Resolver(maximumThreads: 1) { _ in .success([silent.ip, .loopback4]) }
      let host = try HostPort(host: "broker", port: Int(silent.port))
      let stream = try await TCPStream.connect(to: host, on: home.loop, deadline: .now + .seconds(3), resolver: both)
      #expect(stream.remoteAddress == listener.localAddress)
    }
  }

  @Test func whenAllAddressesFailEachIsNamed() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      let port = Int(listener.localAddress.port)
      listener.close()
      let both = Resolver(maximumThreads: 1) { _ in .success([.loopback6, .loopback4]) }
      let error = await failure(try HostPort(host: "broker", port: port), on: home.loop, resolver: both)
      #expect(
        error?.description
          == "connect broker:\(port): refused ([::1]:\(port): Connection refused; 127.0.0.1:\(port): Connection refused)")
    }
  }

  @Test func theLoopbackOfIPv6Works() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(SocketAddress(ip: .loopback6, port: 0), on: home.loop)
      let client = try await TCPStream.connect(to: HostPort(listener.localAddress), on: home.loop, deadline: .now + .seconds(10))
      let server = try await listener.accept()
      client.write([6])
      #expect(try await server.read(upTo: 1).array == [6])
      #expect(server.localAddress.description.hasPrefix("[::1]:"))
    }
  }

  @Test func theSystemKnowsLocalhost() async throws {
    try await onLoop { home in
      let host = try HostPort("localhost:1")
      let addresses = try await Resolver.system.addresses(of: host, on: home.loop, deadline: .now + .seconds(10))
      #expect(addresses.contains(.loopback4) || addresses.contains(.loopback6))
    }
  }

  @Test(arguments: [
    (true, TransportError.Reason.nameNotFound, "resolve kafka:9092: name not found (no such name)"),
    (false, .resolutionFailed, "resolve kafka:9092: name resolution failed (no such name)"),
  ])
  func aNameThatCannotBeLookedUpSaysSo(isNotFound: Bool, reason: TransportError.Reason, text: String) async throws {
    try await onLoop { home in
      let failing = Resolver(maximumThreads: 1) { _ in
        .failure(Resolver.LookupFailure(isNotFound: isNotFound, text: "no such name"))
      }
      let error = await failure(try HostPort("kafka:9092"), on: home.loop, resolver: failing)
      #expect(error?.reason == reason)
      #expect(error?.description == text)
    }
  }

  @Test func aResolverThatHangsBlocksNeitherTheLoopNorTheDeadline() async throws {
    let release = DispatchSemaphore(value: 0)
    let asked = Log()
    let hanging = Resolver(maximumThreads: 2) { _ in
      asked.append(1)
      release.wait()
      return .success([.loopback4])
    }
    try await onLoop { home in
      let host = try HostPort("kafka:9092")
      let waiting = (0..<20).map { _ in
        Task { await failure(host, on: home.loop, within: .milliseconds(100), resolver: hanging) }
      }
      let start = ContinuousClock.now
      try await home.loop.sleep(until: .now + .milliseconds(5))
      #expect(ContinuousClock.now - start < .seconds(5))
      for task in waiting {
        let error = await task.value
        #expect(error?.description == "resolve kafka:9092: timed out")
      }
      let cancelled = Task { await failure(host, on: home.loop, within: .seconds(3_600), resolver: hanging)?.reason }
      try await home.loop.sleep(until: .now + .milliseconds(5))
      cancelled.cancel()
      #expect(await cancelled.value == .cancelled)
    }
    #expect(asked.entries.count == 2, "requests that nobody waits for are not looked up")
    release.signal()
    release.signal()
  }

  @Test func aResolverWorksAgainAfterItHung() async throws {
    let release = DispatchSemaphore(value: 0)
    let resolver = Resolver(maximumThreads: 1) { host in
      if host == "slow" { release.wait() }
      return .success([.loopback4])
    }
    try await onLoop { home in
      let slow = await reason { () async throws(TransportError) in
        _ = try await resolver.addresses(of: HostPort("slow", 1), on: home.loop, deadline: .now + .milliseconds(20))
      }
      #expect(slow == .timedOut)
      release.signal()
      let addresses = try await resolver.addresses(of: HostPort("fast", 1), on: home.loop, deadline: .now + .seconds(10))
      #expect(addresses == [.loopback4])
    }
  }
}

/// A listener whose queue of connections is full: the kernel leaves whoever comes next without an answer.
private struct FullListener {
  let address: SocketAddress
  private let listener: TCPListener
  private let waiting: TCPStream

  func close() {
    listener.close()
    waiting.close()
  }

  init(_ address: SocketAddress, on loop: EventLoop) async throws {
    listener = try TCPListener.bind(address, on: loop, backlog: 0)
    self.address = listener.localAddress
    waiting = try await TCPStream.connect(to: HostPort(listener.localAddress), on: loop, deadline: .now + .seconds(10))
  }
}

extension HostPort {
  fileprivate init(_ host: String, _ port: Int) {
    self = (try? HostPort(host: host, port: port)) ?? HostPort(.loopback(port: 1))
  }
}

private func failure(
  _ host: HostPort, on loop: EventLoop, within time: Duration = .seconds(10), resolver: Resolver = .system
) async -> TransportError? {
  do {
    _ = try await TCPStream.connect(to: host, on: loop, deadline: .now + time, resolver: resolver)
    return nil
  } catch {
    return error
  }
}
