import Glibc
import KafkaExporter
import Testing

@Suite struct HTTPServerTests {
  private static let host = "Host: localhost\r\n"

  private static func server(pages: FixedPages = FixedPages(), limits: HTTPLimits = HTTPLimits()) throws -> HTTPServer {
    let endpoints = Endpoints.fixed(pages: pages)
    return try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0), limits: limits) { endpoints.respond(to: $0) }
  }

  @Test func aConnectionServesManyRequests() async throws {
    let server = try Self.server()
    let port = server.port
    let replies = try await blocking {
      let connection = try RawConnection(port: port)
      return try ["/metrics", "/health", "/nothing", "/metrics?x=1"].map {
        try connection.request("GET \($0) HTTP/1.1\r\n\(Self.host)\r\n")
      }
    }
    #expect(replies.map(\.status) == [200, 200, 404, 200])
    #expect(replies.first?.text == "text identity\n")
    #expect(replies.first?.headers["content-length"] == "14")
    #expect(replies.first?.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(replies.first?.headers["vary"] == "Accept, Accept-Encoding")
    server.stop()
  }

  @Test func severalHeadersOfOneNameCountTogetherAndInAnyCase() async throws {
    let server = try Self.server()
    let port = server.port
    let reply = try await blocking {
      try RawConnection(port: port).request(
        "GET /metrics HTTP/1.1\r\n\(Self.host)ACCEPT: application/json\r\naccept: application/openmetrics-text\r\n"
          + "Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n")
    }
    #expect(reply.text == "openMetrics gzip\n")
    #expect(reply.headers["content-encoding"] == "gzip")
    #expect(reply.headers["content-type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    server.stop()
  }

  @Test func headHasTheHeadersOfGetAndNoBody() async throws {
    let server = try Self.server()
    let port = server.port
    let (head, next) = try await blocking {
      let connection = try RawConnection(port: port)
      let head = try connection.request("HEAD /metrics HTTP/1.1\r\n\(Self.host)\r\n")
      return (head, try connection.request("GET /health HTTP/1.1\r\n\(Self.host)\r\n"))
    }
    #expect(head.status == 200)
    #expect(head.headers["content-length"] == "14")
    #expect(head.body.isEmpty)
    #expect(next.text == "ok\n")
    server.stop()
  }

  @Test(arguments: [
    ("GET /health HTTP/1.0\r\n\r\n", true), ("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true),
    ("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false), ("GET /health HTTP/1.1\r\nHost: a\r\n\r\n", false),
  ])
  func theConnectionEndsWhenTheClientSaysSo(request: String, ends: Bool) async throws {
    let server = try Self.server()
    let port = server.port
    let (reply, hasEnded) = try await blocking {
      let connection = try RawConnection(port: port)
      let reply = try connection.request(request)
      return (reply, connection.isReadable(within: ends ? 10_000 : 100))
    }
    #expect(reply.text == "ok\n")
    #expect(hasEnded == ends)
    server.stop()
  }

  @Test func aLargePageArrivesWholeForEverybodyAtOnce() async throws {
    let page = (0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let pages = FixedPages()
    pages.set(PageBytes(page))
    let server = try Self.server(pages: pages)
    let port = server.port
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { try await blocking { try RawConnection(port: port).request("GET /metrics HTTP/1.0\r\n\r\n").body == page } }
      }
      for try await isWhole in group {
        #expect(isWhole)
      }
    }
    server.stop()
  }

  @Test func aPageIsFreedWhenItsLastClientHasIt() async throws {
    let pages = FixedPages()
    weak var page: PageBytes?
    do {
      let first = PageBytes([UInt8](repeating: 65, count: 4 << 20))
      page = first
      pages.set(first)
    }
    let server = try Self.server(pages: pages)
    let connection = try RawConnection(port: server.port, receiveBuffer: 4096)
    let start = try await blocking {
      try connection.send("GET /metrics HTTP/1.1\r\n\(Self.host)\r\n")
      return try connection.receive(16)
    }
    #expect(start.starts(with: "HTTP/1.1 200".utf8))
    pages.set(PageBytes("new\n"))
    #expect(page != nil, "a client still reads it")
    let next = try await blocking {
      var count = 0
      while count < 4 << 20 { count += try connection.receive().count }
      return try connection.request("GET /metrics HTTP/1.1\r\n\(Self.host)\r\n")
    }
    #expect(next.text == "new\n")
    #expect(await comesToHold { page == nil })
    server.stop()
  }

  @Test func everyAddressServesBothFamilies() async throws {
    let endpoints = Endpoints.fixed()
    let server = try HTTPServer(on: ListenAddress(parsing: ":0")) { endpoints.respond(to: $0) }
    let port = server.port
    #expect(port != 0)
    let reply = try await blocking { try RawConnection(port: port).request("GET /health HTTP/1.0\r\n\r\n") }
    #expect(reply.text == "ok\n")
    server.stop()
  }

  @Test func aPortInUseIsNamedWithWhatToDo() throws {
    let server = try Self.server()
    let address = ListenAddress(host: "127.0.0.1", port: server.port)
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(on: address) { _ in HTTPResponse(status: .ok, text: "") }
    }
    #expect(error == .cannotListen(address, code: EADDRINUSE))
    #expect(
      error?.description
        == "cannot listen on \(address): address already in use; another process has the port"
        + " (\"ss -ltnp sport = :\(server.port)\" shows which): stop it, or listen on another port")
    server.stop()
  }

  @Test func anAddressOfAnotherMachineIsRefused() {
    let address = ListenAddress(host: "192.0.2.1", port: 0)
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(on: address) { _ in HTTPResponse(status: .ok, text: "") }
    }
    #expect(error == .cannotListen(address, code: EADDRNOTAVAIL))
  }

  @Test func anUnknownHostIsRefused() {
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(on: ListenAddress(host: "256.1.1.1.invalid", port: 0)) { _ in HTTPResponse(status: .ok, text: "") }
    }
    guard case .cannotResolve(let address, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(address.host == "256.1.1.1.invalid")
  }

  @Test func stoppingClosesConnectionsAndFreesTheHandler() async throws {
    final class Witness: Sendable {}
    weak var witness: Witness?
    let server: HTTPServer
    do {
      let held = Witness()
      witness = held
      server = try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0)) { _ in
        _ = held
        return HTTPResponse(status: .ok, text: "")
      }
    }
    let connection = try RawConnection(port: server.port)
    server.stop()
    server.stop()
    #expect(try await blocking { try connection.receive() }.isEmpty)
    #expect(witness == nil)
  }

  @Test(arguments: [
    HTTPLimits(connections: 0, connectionsPerAddress: 0, timeoutSeconds: 0, threads: 0), HTTPLimits(connections: 1, threads: 8),
  ])
  func theSmallestLimitsStillServe(limits: HTTPLimits) async throws {
    let server = try Self.server(limits: limits)
    let port = server.port
    let reply = try await blocking { try RawConnection(port: port).request("GET /health HTTP/1.0\r\n\r\n") }
    #expect(reply.text == "ok\n")
    server.stop()
  }

  @Test func aStoppedServerLeavesNoDescriptorAndNoThreadBehind() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let start = { try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0)) { _ in HTTPResponse(status: .ok, text: "") } }
      try start().stop()
      let reader = ProcessReader()
      let before = reader.read()
      for _ in 0..<50 {
        let server = try start()
        _ = try RawConnection(port: server.port).request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        server.stop()
      }
      // Dispatch opens some of its own when it is first needed; a server's would be fifty.
      let isClean = await comesToHold {
        let now = reader.read()
        guard let descriptors = now.openFileDescriptors, let threads = now.threads else { return false }
        return descriptors < (before.openFileDescriptors ?? 0) + 10 && threads < (before.threads ?? 0) + 10
      }
      exit(isClean ? 7 : 1)
    }
  }
}
