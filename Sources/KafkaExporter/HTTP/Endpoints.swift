/// Everything the exporter serves: from a request to its answer, out of memory, and counted.
package struct Endpoints: Sendable {
  private let pages: any PageProvider
  private let status: any StatusProvider
  private let rules: ReadinessRules
  private let counter: HTTPRequestCounter
  private let now: @Sendable () -> Double

  /// - Parameter now: the wall clock, in Unix seconds.
  package init(
    pages: any PageProvider, status: any StatusProvider, rules: ReadinessRules, counter: HTTPRequestCounter,
    now: @escaping @Sendable () -> Double
  ) {
    self.pages = pages
    self.status = status
    self.rules = rules
    self.counter = counter
    self.now = now
  }

  package func respond(to request: HTTPRequest) -> HTTPResponse {
    let route = Route(request)
    let response = answer(route, to: request)
    counter.count(path: route.label, status: response.status)
    return response
  }

  private func answer(_ route: Route, to request: HTTPRequest) -> HTTPResponse {
    switch route {
    case .metrics: metrics(format: PageFormat(accept: request.accept), encoding: PageEncoding(acceptEncoding: request.acceptEncoding))
    case .health: HTTPResponse(status: .ok, text: "ok\n")
    case .ready: ready()
    case .landing: landing()
    case .favicon: HTTPResponse(status: .notFound, text: "")
    case .notFound: HTTPResponse(status: .notFound, text: Self.notFoundText)
    case .options: HTTPResponse(status: .noContent, headers: [Self.allow], body: .text(""))
    case .methodNotAllowed: HTTPResponse(status: .methodNotAllowed, headers: [Self.allow], text: "method not allowed\n")
    case .bodyRefused: HTTPResponse(status: .contentTooLarge, text: "a request here has no body\n")
    }
  }

  private func metrics(format: PageFormat, encoding: PageEncoding) -> HTTPResponse {
    var headers = [HTTPResponse.Header("Content-Type", format.contentType), HTTPResponse.Header("Vary", "Accept, Accept-Encoding")]
    if encoding == .gzip {
      headers.append(HTTPResponse.Header("Content-Encoding", "gzip"))
    }
    return HTTPResponse(status: .ok, headers: headers, body: .page(pages.page(format, encoding)))
  }

  private func ready() -> HTTPResponse {
    switch Readiness(status.status, at: now(), rules: rules) {
    case .ready: HTTPResponse(status: .ok, text: "ready\n")
    case .notReady(let reasons):
      HTTPResponse(status: .serviceUnavailable, text: "not ready\n" + reasons.map { "\($0)\n" }.joined())
    }
  }

  private func landing() -> HTTPResponse {
    HTTPResponse(
      status: .ok,
      headers: [
        HTTPResponse.Header("Content-Type", "text/html; charset=utf-8"),
        HTTPResponse.Header("Cache-Control", "no-store"),
        HTTPResponse.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
        HTTPResponse.Header("X-Content-Type-Options", "nosniff"),
      ],
      body: .text(LandingPage(status: status.status, rules: rules, now: now()).html))
  }

  private static let allow = HTTPResponse.Header("Allow", Route.allowedMethods)

  private static let notFoundText =
    "not found; served are:\n" + Route.served.map { "\($0.path)  \($0.purpose)\n" }.joined()
}
