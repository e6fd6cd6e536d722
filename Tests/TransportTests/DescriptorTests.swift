import Glibc
import Testing

@testable import Transport

/// Each in a process of its own: descriptors, their numbers and their limit are shared by all of a process.
struct DescriptorTests {
  @Test func anEventOfAClosedSocketNeverReachesTheOneThatGotItsDescriptor() async {
    await #expect(processExitsWith: .success) {
      try await onLoop { home in
        let (first, second) = (try await Pair.make(on: home.loop), try await Pair.make(on: home.loop))
        try await home.loop.sleep(until: .now + .milliseconds(5))
        var heirs: [TCPListener] = []
        // Whichever of the two is told first closes the other, whose event is in the same batch, and opens sockets until one is in its place.
        for (told, victim) in [(first.server.channel, second.server.channel), (second.server.channel, first.server.channel)] {
          told.onWritable = {
            let descriptor = victim.socket.descriptor
            victim.close()
            while heirs.last?.channel.socket.descriptor != descriptor {
              // A listening socket has no event of its own.
              guard let heir = try? TCPListener.bind(.loopback(), on: home.loop) else { return }
              heirs.append(heir)
            }
          }
        }
        first.client.write([1])
        second.client.write([2])
        try await eventually(on: home.loop, "one is told") { !heirs.isEmpty }
        let survivors = [first.server, second.server].count { $0.channel.isOpen }
        try #require(survivors == 1)
        for heir in heirs { try #require(!heir.channel.isReadable && heir.channel.isOpen) }
      }
    }
  }

  @Test func outOfDescriptorsAcceptingPausesAndThenGoesOn() async {
    await #expect(processExitsWith: .success) {
      try await onLoop { home in
        let listener = try TCPListener.bind(.loopback(), on: home.loop)
        let client = try await TCPStream.connect(to: HostPort(listener.localAddress), on: home.loop, deadline: .now + .seconds(10))
        let taken = takeAllDescriptors()
        let refused = await reason { () async throws(TransportError) in
          _ = try await TCPStream.connect(to: HostPort(listener.localAddress), on: home.loop, deadline: .now + .seconds(1))
        }
        try #require(refused == .tooManyOpenFiles)
        let accepting = Task {
          _ = home.loop
          return try await listener.accept().remoteAddress
        }
        let before = processorTime()
        try await home.loop.sleep(until: .now + .milliseconds(400))
        try #require(processorTime() - before < 0.2, "waits instead of trying in a spin")
        for descriptor in taken { close(descriptor) }
        try #require(try await accepting.value == client.localAddress)
      }
    }
  }

  @Test func allDescriptorsAreGivenBack() async {
    await #expect(processExitsWith: .success) {
      _ = try await onLoop { _ in openDescriptors() }
      let before = openDescriptors()
      try await onLoop { home in
        for round in 0..<100 {
          let pair = try await Pair.make(on: home.loop)
          if round % 2 == 0 { pair.client.close() }
        }
      }
      let deadline = ContinuousClock.now + .seconds(10)
      while openDescriptors() > before && ContinuousClock.now < deadline { await Task.yield() }
      try #require(openDescriptors() <= before)
    }
  }
}

private func takeAllDescriptors() -> [Int32] {
  var limit = rlimit(rlim_cur: 256, rlim_max: 256)
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  var taken: [Int32] = []
  while case let descriptor = dup(0), descriptor >= 0 { taken.append(descriptor) }
  return taken
}

private func openDescriptors() -> Int {
  (0..<1_024).count { fcntl($0, F_GETFD) >= 0 }
}

/// Seconds of processor time of this process.
private func processorTime() -> Double {
  Double(clock()) / Double(CLOCKS_PER_SEC)
}
