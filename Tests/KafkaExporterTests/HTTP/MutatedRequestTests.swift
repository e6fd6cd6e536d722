import FuzzSupport
import KafkaExporter
import Testing

/// Requests that went wrong at random, the same ones in every run.
@Suite struct MutatedRequestTests {
  private static let fragments = [
    "GET", "HEAD", "POST", "/metrics", "/health", "/ready", "/", "?", "%", "%00", "http://", " HTTP/1.1", "\r\n", "Host: a", "Accept", ":",
    ",",
    ";q=", "0.5", "q=0", "\"", "\\", "application/openmetrics-text", "text/plain", "version=1.0.0", "gzip", "*", "*/*", "identity",
    "Accept-Encoding: ", "Content-Length: ", "Transfer-Encoding: chunked", "-1", "99999999999999999999", "\u{0}", "é", "\u{ffff}", "\t",
  ]

  @Test func theRouterAnswersEveryRequest() {
    var random = SeededGenerator(seed: 9308)
    let counter = HTTPRequestCounter()
    let endpoints = Endpoints.fixed(counter: counter)
    let codes: Set = [200, 204, 404, 405, 413]
    var wrong: [HTTPRequest] = []
    for _ in 0..<20_000 {
      let request = HTTPRequest(
        method: HTTPMethod(rawValue: Bool.random(using: &random) ? "GET" : random.text(from: Self.fragments, atMost: 2)),
        path: (Bool.random(using: &random) ? "/metrics" : "") + random.text(from: Self.fragments, atMost: 6),
        accept: random.text(from: Self.fragments, atMost: 30), acceptEncoding: random.text(from: Self.fragments, atMost: 30),
        hasBody: random.next() % 8 == 0)
      if !codes.contains(endpoints.respond(to: request).status.rawValue) { wrong.append(request) }
    }
    #expect(wrong.isEmpty)
    #expect(counter.snapshot.values.reduce(0, +) == 20_000)
    #expect(counter.snapshot.count <= 25)
  }

  @Test func theServerSurvivesEveryRequest() async throws {
    let endpoints = Endpoints.fixed()
    let server = try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0)) { endpoints.respond(to: $0) }
    let port = server.port
    let answered = try await blocking {
      var mutator = Mutator(seed: 9308, words: Self.fragments)
      var answered = 0
      for _ in 0..<1000 {
        let whole = Array("GET /metrics HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n".utf8)
        var request = whole
        mutator.damage(&request, spliceFrom: whole)
        let connection = try RawConnection(port: port)
        try? connection.send(request)
        connection.finish()
        answered += try connection.receiveAll().isEmpty ? 0 : 1
      }
      return answered
    }
    #expect(answered > 100)
    let health = try await blocking { try RawConnection(port: port).request("GET /health HTTP/1.0\r\n\r\n") }
    #expect(health.text == "ok\n")
    server.stop()
  }
}

extension SeededGenerator {
  fileprivate mutating func text(from fragments: [String], atMost count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in fragments.randomElement(using: &self) ?? "" }.joined()
  }
}
