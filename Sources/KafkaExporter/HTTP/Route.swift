/// What a request asks for, decided from its method and path alone.
package enum Route: Sendable, Equatable {
  case landing
  case metrics
  case health
  case ready
  /// An unknown path.
  case notFound
  /// Browsers ask for it unasked; the answer is as small as can be.
  case favicon
  /// OPTIONS on any path.
  case options
  /// A known path with a method that it does not have.
  case methodNotAllowed(path: String)
  /// A body where none makes sense; it is refused unread.
  case bodyRefused(path: String)

  /// The methods of every path, as the Allow header lists them.
  package static let allowedMethods = "GET, HEAD, OPTIONS"

  /// The paths that are served, with a line on each.
  package static let served: [(path: String, purpose: String)] = [
    ("/", "state of the clusters and collectors, for people"),
    ("/metrics", "metrics, for Prometheus"),
    ("/health", "200 while the process lives"),
    ("/ready", "200 once every cluster was read, 503 and the reason before"),
  ]

  package init(_ request: HTTPRequest) {
    guard request.method != .options else {
      self = .options
      return
    }
    let path = Self.normalized(request.path)
    let route: Route
    switch path {
    case "/": route = .landing
    case "/metrics": route = .metrics
    case "/health": route = .health
    case "/ready": route = .ready
    case "/favicon.ico": route = .favicon
    default: route = .notFound
    }
    switch request.method {
    case .get, .head: self = request.hasBody ? .bodyRefused(path: route.label) : route
    default: self = route.label == Self.otherLabel ? .notFound : .methodNotAllowed(path: route.label)
    }
  }

  /// The value of the label `path`: a path that is served, or `other`, so that clients can't make series.
  package var label: String {
    switch self {
    case .landing: "/"
    case .metrics: "/metrics"
    case .health: "/health"
    case .ready: "/ready"
    case .notFound, .favicon, .options: Self.otherLabel
    case .methodNotAllowed(let path), .bodyRefused(let path): path
    }
  }

  private static let otherLabel = "other"

  /// The path alone: without `http://host` of the absolute form that proxies send (RFC 9112, section 3.2.2), query, fragment and trailing slashes.
  private static func normalized(_ target: String) -> String {
    var path = target.utf8.prefix(1024)
    for scheme in ["http://", "https://"] where path.starts(with: scheme.utf8) {
      let rest = path.dropFirst(scheme.utf8.count)
      path = rest[(rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex)...]
    }
    if let end = path.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
      path = path[..<end]
    }
    while path.count > 1, path.last == UInt8(ascii: "/") {
      path = path.dropLast()
    }
    return path.isEmpty ? "/" : String(decoding: path, as: UTF8.self)
  }
}
