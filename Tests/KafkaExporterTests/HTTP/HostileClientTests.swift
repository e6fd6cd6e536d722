import KafkaExporter
import Testing

/// Clients that are broken, slow, greedy or malicious: the server stays up, and everybody else is served.
@Suite struct HostileClientTests {
  private static func server(limits: HTTPLimits = HTTPLimits(), pages: FixedPages = FixedPages()) throws -> HTTPServer {
    let endpoints = Endpoints.fixed(pages: pages)
    return try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0), limits: limits) { endpoints.respond(to: $0) }
  }

  private static func isHealthy(_ port: UInt16, source: String = "127.0.0.1") async throws -> Bool {
    try await blocking { try RawConnection(port: port, source: source).request("GET /health HTTP/1.0\r\n\r\n").text == "ok\n" }
  }

  @Test(arguments: [
    ("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n", 405),
    ("PUT /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 405),
    ("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n", 404),
    ("GET /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n", 413),
    ("GET /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 413),
    ("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n", 405),
  ])
  func aBodyIsRefusedUnreadAndTheConnectionEnds(request: String, status: Int) async throws {
    let server = try Self.server()
    let port = server.port
    let (reply, rest) = try await blocking {
      let connection = try RawConnection(port: port)
      let reply = try connection.request(request)
      return (reply, try connection.receiveAll())
    }
    #expect(reply.status == status)
    #expect(reply.headers["connection"]?.lowercased() == "close")
    #expect(rest.isEmpty)
    #expect(try await Self.isHealthy(port))
    server.stop()
  }

  @Test func aMethodThatIsNotAllowedKeepsTheConnectionWhenNoBodyFollows() async throws {
    let server = try Self.server()
    let port = server.port
    let replies = try await blocking {
      let connection = try RawConnection(port: port)
      return try ["DELETE", "POST", "OPTIONS", "GET"].map {
        try connection.request("\($0) /metrics HTTP/1.1\r\nHost: a\r\n\($0 == "POST" ? "Content-Length: 0\r\n" : "")\r\n")
      }
    }
    #expect(replies.map(\.status) == [405, 405, 204, 200])
    #expect(replies.first?.headers["allow"] == "GET, HEAD, OPTIONS")
    server.stop()
  }

  @Test func hugeHeadersAreRefused() async throws {
    let server = try Self.server()
    let port = server.port
    for request in [
      "GET /\(String(repeating: "x", count: 1 << 20)) HTTP/1.1\r\n\r\n",
      "GET /metrics HTTP/1.1\r\nHost: a\r\nAccept: \(String(repeating: "x,", count: 1 << 19))\r\n\r\n",
      "GET /metrics HTTP/1.1\r\nHost: a\r\n\((0..<50_000).map { "h\($0): x\r\n" }.joined())\r\n",
    ] {
      let start = try await blocking {
        let connection = try RawConnection(port: port)
        // The server may have closed before everything was sent.
        try? connection.send(request)
        return try connection.receiveAll().prefix(12)
      }
      #expect(start.isEmpty || start.starts(with: "HTTP/1.1 4".utf8), "\(String(decoding: start, as: UTF8.self))")
    }
    #expect(try await Self.isHealthy(port))
    server.stop()
  }

  @Test(arguments: [
    "\u{0}\u{0}\u{0}\u{0}", "\u{16}\u{3}\u{1}\u{2}\u{0}", "GET\r\n\r\n", "\r\n\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", ": : :\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ])
  func garbageEndsItsOwnConnectionOnly(garbage: String) async throws {
    let server = try Self.server()
    let port = server.port
    _ = try await blocking {
      let connection = try RawConnection(port: port)
      try connection.send(garbage)
      connection.finish()
      return try connection.receiveAll()
    }
    #expect(try await Self.isHealthy(port))
    server.stop()
  }

  @Test func aClientThatTricklesItsRequestIsCutOff() async throws {
    let server = try Self.server(limits: HTTPLimits(timeoutSeconds: 1))
    let port = server.port
    let began = ContinuousClock.now
    let wasCut = try await blocking {
      let connection = try RawConnection(port: port)
      for byte in "GET /metrics HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 100) {
        guard (try? connection.send(String(byte))) != nil, !connection.isReadable(within: 50) else { return true }
      }
      return false
    }
    #expect(wasCut)
    #expect(ContinuousClock.now - began < .seconds(20))
    server.stop()
  }

  @Test func aSilentConnectionIsClosed() async throws {
    let server = try Self.server(limits: HTTPLimits(timeoutSeconds: 1))
    let port = server.port
    #expect(try await blocking { try RawConnection(port: port).receive() }.isEmpty)
    server.stop()
  }

  @Test func aClientThatTricklesItsReadingIsCutOffAndGivesThePageBack() async throws {
    let pages = FixedPages()
    weak var page: PageBytes?
    do {
      let large = PageBytes([UInt8](repeating: 65, count: 16 << 20))
      page = large
      pages.set(large)
    }
    let server = try Self.server(limits: HTTPLimits(timeoutSeconds: 1), pages: pages)
    let connection = try RawConnection(port: server.port, receiveBuffer: 4096)
    _ = try await blocking {
      try connection.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
      return try connection.receive(16)
    }
    pages.set(PageBytes("new\n"))
    let wasFreed = await comesToHold {
      _ = try? connection.receive(4096)
      return page == nil
    }
    #expect(wasFreed)
    server.stop()
  }

  @Test func oneAddressCannotTakeAllConnections() async throws {
    let server = try Self.server(limits: HTTPLimits(connections: 16, connectionsPerAddress: 4))
    let port = server.port
    let (kept, answers) = try await blocking {
      let connections = try (0..<8).map { _ in try RawConnection(port: port) }
      let answers = connections.map { (try? $0.request("GET /health HTTP/1.1\r\nHost: a\r\n\r\n").status) ?? 0 }
      return (connections, answers)
    }
    #expect(answers.count { $0 == 200 } == 4)
    #expect(try await Self.isHealthy(port, source: "127.0.0.2"))
    withExtendedLifetime(kept) {}
    server.stop()
  }

  @Test func tooManyConnectionsWaitTheirTurn() async throws {
    let server = try Self.server(limits: HTTPLimits(connections: 4, connectionsPerAddress: 100, threads: 1))
    let port = server.port
    var first = try await blocking {
      try (0..<4).map { _ in
        let connection = try RawConnection(port: port)
        _ = try connection.request("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        return connection
      }
    }
    let waiting = try RawConnection(port: port)
    try waiting.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(!waiting.isReadable(within: 200))
    first.removeAll()
    #expect(try await blocking { try waiting.reply() }.status == 200)
    server.stop()
  }
}
