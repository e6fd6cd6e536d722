import Testing

@testable import Transport

struct TCPStreamTests {
  @Test func framesCrossBothWays() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write(frame(pattern(100)) + frame([]))
      pair.client.write(frame([1, 2]))
      #expect(try await pair.server.readFrame(maximumLength: 100).array == pattern(100))
      #expect(try await pair.server.readFrame(maximumLength: 100).array == [])
      #expect(try await pair.server.readFrame(maximumLength: 100).array == [1, 2])
      pair.server.write([9, 8, 7])
      #expect(try await pair.client.read(upTo: 2).array == [9, 8])
      #expect(try await pair.client.read(upTo: 2).array == [7])
      #expect(pair.client.localAddress == pair.server.remoteAddress)
      #expect(pair.client.remoteAddress == pair.server.localAddress)
      #expect(pair.client.closed == nil && pair.server.closed == nil)
    }
  }

  @Test func aFrameThatArrivesByteByByteIsOneFrame() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let (client, wire) = (pair.client, frame(pattern(40)) + frame(pattern(3)))
      let writing = Task {
        for byte in wire {
          client.write([byte])
          try await home.loop.sleep(until: .now)
        }
      }
      #expect(try await pair.server.readFrame(maximumLength: 40).array == pattern(40))
      #expect(try await pair.server.readFrame(maximumLength: 40).array == pattern(3))
      try await writing.value
    }
  }

  @Test func aLargeFrameCrossesWholeThoughThePeerReadsLate() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let body = pattern(16 << 20)
      pair.client.write(frame(body))
      pair.client.write(frame([1]))
      #expect(pair.client.unwrittenBytes > 0)
      let client = pair.client
      let flushing = Task {
        _ = home.loop; try await client.flush()
      }
      #expect(try await pair.server.readFrame(maximumLength: body.count).array == body)
      #expect(try await pair.server.readFrame(maximumLength: 1).array == [1])
      try await flushing.value
      #expect(pair.client.unwrittenBytes == 0)
    }
  }

  @Test func whatAPeerDoesNotReadIsQueuedInOrder() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let bodies = (0..<600).map { pattern($0 * 67) }
      for body in bodies { pair.client.write(frame(body)) }
      #expect(pair.client.unwrittenBytes > 1 << 20)
      for body in bodies { #expect(try await pair.server.readFrame(maximumLength: 1 << 20).array == body) }
    }
  }

  @Test(arguments: [[0xff, 0xff, 0xff, 0xfe], [0x7f, 0xff, 0xff, 0xff]] as [[UInt8]])
  func aFrameLengthOutOfRangeIsAnError(header: [UInt8]) async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write(header)
      let length = header[0] == 0xff ? -2 : Int(Int32.max)
      #expect(await frameFailure(pair.server) == .frameTooLarge(length: length, maximum: 1_000))
      #expect(pair.server.closed?.reason == .frameTooLarge(length: length, maximum: 1_000))
    }
  }

  @Test func thePeersEndIsReadAfterItsLastFrame() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write(frame([5]))
      pair.client.close()
      #expect(try await pair.server.readFrame(maximumLength: 10).array == [5])
      #expect(await frameFailure(pair.server) == .closedByPeer)
      #expect(pair.server.closed == TransportError(.read, pair.server.remoteAddress.description, .closedByPeer))
    }
  }

  @Test func anEndInsideAFrameSaysHowMuchWasPromised() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write(Array(frame(pattern(500)).prefix(100)))
      pair.client.finishWriting()
      #expect(await frameFailure(pair.server) == .closedByPeer)
      #expect(pair.server.closed?.detail == "inside a frame of 500 bytes")
    }
  }

  @Test func anEndInsideALargeFrameSaysHowMuchWasPromised() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write(Array(frame(pattern(500_000)).prefix(4)))
      pair.client.finishWriting()
      let failure = await reason { () async throws(TransportError) in _ = try await pair.server.readFrame(maximumLength: 500_000) }
      #expect(failure == .closedByPeer)
      #expect(pair.server.closed?.detail == "inside a frame of 500000 bytes")
    }
  }

  @Test func afterThePeersHalfCloseAnAnswerStillReachesIt() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.write([1])
      pair.client.finishWriting()
      #expect(try await pair.server.read(upTo: 10).array == [1])
      #expect(await frameFailure(pair.server) == .closedByPeer)
      pair.server.write([2, 3])
      #expect(try await pair.client.read(upTo: 10).array == [2, 3])
    }
  }

  @Test func halfCloseWaitsForWhatIsQueued() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let body = pattern(16 << 20)
      pair.client.write(frame(body))
      pair.client.finishWriting()
      #expect(try await pair.server.readFrame(maximumLength: body.count).array == body)
      #expect(await frameFailure(pair.server) == .closedByPeer)
    }
  }

  @Test func aResetIsToldFromAnEnd() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let server = pair.server
      let reading = Task {
        _ = home.loop; return await frameFailure(server)
      }
      await Task.yield()
      pair.client.abort()
      #expect(await reading.value == .reset)
      #expect(pair.server.closed?.reason == .reset)
    }
  }

  @Test func writingToAPeerThatIsGoneIsFoundByTheReaderAndHarmsNobody() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      pair.client.abort()
      try await eventually(on: home.loop, "the write fails") {
        pair.server.write([1])
        return pair.server.closed != nil
      }
      pair.server.write([2])
      #expect(pair.server.unwrittenBytes == 0)
      #expect(await frameFailure(pair.server) == .reset)
      #expect(await reason { () async throws(TransportError) in try await pair.server.flush() } == .reset)
    }
  }

  @Test func closingWakesTheReader() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let client = pair.client
      let reading = Task {
        _ = home.loop; return await frameFailure(client)
      }
      try await home.loop.sleep(until: .now + .milliseconds(5))
      client.close()
      #expect(await reading.value == .closed)
      #expect(await frameFailure(client) == .closed)
      #expect(client.closed?.reason == .closed)
      client.write([1])
      client.close()
    }
  }

  @Test func aCancelledReadEndsAtOnceAndLosesNoByte() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let (client, body) = (pair.client, pattern(200_000))
      let wire = frame(body)
      pair.server.write(Array(wire[..<150_000]))
      let reading = Task {
        _ = home.loop; return await reason { () async throws(TransportError) in _ = try await client.readFrame(maximumLength: 200_000) }
      }
      try await eventually(on: home.loop, "the first part is there") { client.reader.pendingBytes > 140_000 }
      reading.cancel()
      #expect(await reading.value == .cancelled)
      pair.server.write(Array(wire[150_000...]))
      #expect(try await client.readFrame(maximumLength: 200_000).array == body)
      #expect(client.closed == nil)
    }
  }

  @Test func aReaderMayFollowACancelledOneAtOnce() async throws {
    try await onLoop { home in
      let pair = try await Pair.make(on: home.loop)
      let client = pair.client
      let cancelled = Task {
        _ = home.loop; return await frameFailure(client)
      }
      try await home.loop.sleep(until: .now + .milliseconds(2))
      let next = Task {
        _ = home.loop; return try await client.readFrame(maximumLength: 10).array
      }
      cancelled.cancel()
      pair.server.write(frame([4]))
      #expect(try await next.value == [4])
      #expect(await cancelled.value == .cancelled)
    }
  }

  @Test func aStreamThatNobodyHoldsIsClosed() async throws {
    try await onLoop { home in
      let listener = try TCPListener.bind(.loopback(), on: home.loop)
      _ = try await TCPStream.connect(to: HostPort(listener.localAddress), on: home.loop, deadline: .now + .seconds(10))
      let server = try await listener.accept()
      #expect(await frameFailure(server) == .closedByPeer)
    }
  }

  @Test func twoLoopsTalkToEachOther() async throws {
    let far = try EventLoop(name: "far")
    let (address, addresses) = (Waiter<SocketAddress?>(), LoopActor(far))
    let echoing = Task {
      try await addresses.run { home in
        let listener = try TCPListener.bind(.loopback(), on: home.loop)
        address.settle(listener.localAddress)
        let stream = try await listener.accept()
        for _ in 0..<200 { stream.write(frame(try await stream.readFrame(maximumLength: 1_000).array)) }
        try await stream.flush()
      }
    }
    let there = try #require(await address.wait(on: nil, ifCancelled: nil))
    try await onLoop { home in
      let stream = try await TCPStream.connect(to: HostPort(there), on: home.loop, deadline: .now + .seconds(10))
      for size in 0..<200 {
        stream.write(frame(pattern(size)))
        #expect(try await stream.readFrame(maximumLength: 1_000).array == pattern(size))
      }
    }
    try await echoing.value
    await far.shutdown()
  }
}

/// What reading a small frame ends with.
private func frameFailure(_ stream: TCPStream) async -> TransportError.Reason? {
  await reason { () async throws(TransportError) in _ = try await stream.readFrame(maximumLength: 1_000) }
}
