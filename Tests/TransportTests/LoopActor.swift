import Testing

@testable import Transport

/// An actor on a loop, to run a test's steps there.
actor LoopActor {
  nonisolated let loop: EventLoop

  init(_ loop: EventLoop) { self.loop = loop }

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  func run<Result: Sendable>(_ body: @Sendable (isolated LoopActor) async throws -> Result) async rethrows -> Result {
    try await body(self)
  }
}

/// Runs steps on a loop of their own, which is shut down afterwards.
func onLoop<Result: Sendable>(_ body: @Sendable (isolated LoopActor) async throws -> Result) async throws -> Result {
  let loop = try EventLoop(name: "test")
  do {
    let result = try await LoopActor(loop).run(body)
    await loop.shutdown()
    return result
  } catch {
    await loop.shutdown()
    throw error
  }
}

/// Both ends of a connection over the loopback.
struct Pair {
  let client: TCPStream
  let server: TCPStream

  static func make(on loop: EventLoop) async throws -> Pair {
    let listener = try TCPListener.bind(.loopback(), on: loop)
    defer { listener.close() }
    let client = try await TCPStream.connect(to: HostPort(listener.localAddress), on: loop, deadline: .now + .seconds(10))
    return Pair(client: client, server: try await listener.accept())
  }
}

/// Waits until a condition holds; the test fails when it does not within ten seconds.
func eventually(
  on loop: EventLoop, _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(10)
  while try !condition() {
    try #require(ContinuousClock.now < deadline, what, sourceLocation: sourceLocation)
    try await loop.sleep(until: .now + .milliseconds(1))
  }
}

/// What a step that must fail says.
func reason(_ step: () async throws(TransportError) -> Void) async -> TransportError.Reason? {
  do {
    try await step()
    return nil
  } catch {
    return error.reason
  }
}

/// A body of that many bytes that no shift or loss would leave unchanged.
func pattern(_ count: Int) -> [UInt8] {
  // A prime number of bytes, so that no power of two is a shift that goes unseen.
  let block = (0..<min(count, 65_521)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + block.count)
  while bytes.count < count { bytes += block }
  return Array(bytes.prefix(count))
}

/// A frame as it stands on the wire.
func frame(_ body: [UInt8]) -> [UInt8] {
  let length = UInt32(body.count)
  return stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) } + body
}
