import KafkaExporter
import Testing

@Suite struct RouteTests {
  @Test(
    arguments: [
      ("/", .landing), ("", .landing), ("//", .landing), ("/?x=1", .landing),
      ("/metrics", .metrics), ("/metrics/", .metrics), ("/metrics//", .metrics), ("/metrics?name[]=a", .metrics), ("/metrics/?", .metrics),
      ("/metrics#top", .metrics), ("http://host:9308/metrics?x", .metrics), ("https://host", .landing),
      ("/health", .health), ("/ready", .ready), ("/favicon.ico", .favicon),
      ("/Metrics", .notFound), ("/metrics/x", .notFound), ("//metrics", .notFound), ("metrics", .notFound), ("*", .notFound),
      ("/../metrics", .notFound), ("/%6detrics", .notFound), ("/\u{0}", .notFound), ("http:///metrics", .metrics),
    ] as [(String, Route)])
  func aPathFindsItsRoute(path: String, route: Route) {
    #expect(Route(HTTPRequest(path: path)) == route)
    #expect(Route(HTTPRequest(method: .head, path: path)) == route)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "", "G\u{0}T"])
  func otherMethodsAreNotAllowedWhereThereIsAPath(method: String) {
    let method = HTTPMethod(rawValue: method)
    #expect(Route(HTTPRequest(method: method, path: "/metrics/?x")) == .methodNotAllowed(path: "/metrics"))
    #expect(Route(HTTPRequest(method: method, path: "/metrics", hasBody: true)) == .methodNotAllowed(path: "/metrics"))
    #expect(Route(HTTPRequest(method: method, path: "/nothing")) == .notFound)
  }

  @Test func aBodyIsRefused() {
    #expect(Route(HTTPRequest(path: "/metrics", hasBody: true)) == .bodyRefused(path: "/metrics"))
    #expect(Route(HTTPRequest(path: "/nothing", hasBody: true)) == .bodyRefused(path: "other"))
  }

  @Test func labelsAreAClosedSet() {
    let paths = ["/", "/metrics", "/health", "/ready", "/favicon.ico", "/nothing", "/metrics\"} 1\n", String(repeating: "x", count: 5000)]
    let labels = paths.flatMap { path in
      ["GET", "POST", "OPTIONS"].map { Route(HTTPRequest(method: HTTPMethod(rawValue: $0), path: path)).label }
    }
    #expect(Set(labels) == ["/", "/metrics", "/health", "/ready", "other"])
  }
}
