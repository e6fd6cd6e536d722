import KafkaExporter
import Testing

@Suite struct EndpointsTests {
  @Test(
    arguments: [
      (nil, nil, "text identity\n", nil),
      (nil, "gzip", "text gzip\n", "gzip"),
      ("application/openmetrics-text", nil, "openMetrics identity\n", nil),
      ("application/openmetrics-text", "gzip", "openMetrics gzip\n", "gzip"),
    ] as [(String?, String?, String, String?)])
  func metricsAreServedInTheFormAsked(accept: String?, acceptEncoding: String?, body: String, contentEncoding: String?) {
    let response = Endpoints.fixed().respond(to: HTTPRequest(path: "/metrics", accept: accept, acceptEncoding: acceptEncoding))
    #expect(response.status == .ok)
    #expect(response.text == body)
    #expect(response[header: "Content-Type"] == PageFormat(accept: accept).contentType)
    #expect(response[header: "Content-Encoding"] == contentEncoding)
    #expect(response[header: "Vary"] == "Accept, Accept-Encoding")
  }

  @Test func healthIsOkWhateverTheClustersDo() {
    let response = Endpoints.fixed(status: .unreachable).respond(to: HTTPRequest(path: "/health"))
    #expect(response.status == .ok)
    #expect(response.text == "ok\n")
  }

  @Test func readySaysWhyItIsNot() {
    let response = Endpoints.fixed(status: .unreachable).respond(to: HTTPRequest(path: "/ready"))
    #expect(response.status == .serviceUnavailable)
    #expect(response.text == "not ready\ncluster a: no broker of localhost:9092 answers: connection refused\n")
    #expect(Endpoints.fixed().respond(to: HTTPRequest(path: "/ready")).status == .ok)
  }

  @Test func anUnknownPathListsTheKnownOnes() {
    let response = Endpoints.fixed().respond(to: HTTPRequest(path: "/nothing"))
    #expect(response.status == .notFound)
    for (path, _) in Route.served {
      #expect(response.text.contains("\n\(path)  "))
    }
  }

  @Test func aWrongMethodIsToldTheRightOnes() {
    let response = Endpoints.fixed().respond(to: HTTPRequest(method: HTTPMethod(rawValue: "DELETE"), path: "/metrics"))
    #expect(response.status == .methodNotAllowed)
    #expect(response[header: "Allow"] == "GET, HEAD, OPTIONS")
  }

  @Test func optionsAreAnsweredWithoutABody() {
    let response = Endpoints.fixed().respond(to: HTTPRequest(method: .options, path: "*"))
    #expect(response.status == .noContent)
    #expect(response[header: "Allow"] == "GET, HEAD, OPTIONS")
    #expect(response.text.isEmpty)
  }

  @Test func everyAnswerIsCountedByPathAndCode() {
    let counter = HTTPRequestCounter()
    let endpoints = Endpoints.fixed(status: .unreachable, counter: counter)
    for path in ["/metrics", "/metrics/", "/health", "/ready", "/", "/a", "/b", "/favicon.ico"] {
      _ = endpoints.respond(to: HTTPRequest(path: path))
    }
    _ = endpoints.respond(to: HTTPRequest(method: HTTPMethod(rawValue: "POST"), path: "/metrics"))
    #expect(
      counter.snapshot == [
        .init(path: "/metrics", code: 200): 2, .init(path: "/health", code: 200): 1, .init(path: "/ready", code: 503): 1,
        .init(path: "/", code: 200): 1, .init(path: "other", code: 404): 3, .init(path: "/metrics", code: 405): 1,
      ])
  }
}
