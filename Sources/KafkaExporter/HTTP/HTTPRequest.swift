/// A request as the handler sees it: foreign data throughout, bounded in length, not checked any further.
package struct HTTPRequest: Sendable, Equatable {
  package var method: HTTPMethod
  /// The request's target with percent escapes decoded and without the query; normally begins with `/`.
  package var path: String
  /// The Accept fields, joined by commas; nil when there is none.
  package var accept: String?
  /// The Accept-Encoding fields, joined by commas; nil when there is none.
  package var acceptEncoding: String?
  /// Whether a body follows. It is never read.
  package var hasBody: Bool

  package init(
    method: HTTPMethod = .get, path: String, accept: String? = nil, acceptEncoding: String? = nil, hasBody: Bool = false
  ) {
    self.method = method
    self.path = path
    self.accept = accept
    self.acceptEncoding = acceptEncoding
    self.hasBody = hasBody
  }
}

/// A request's method, an open set (RFC 9110, section 9).
package struct HTTPMethod: RawRepresentable, Hashable, Sendable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package static let get = HTTPMethod(rawValue: "GET")
  package static let head = HTTPMethod(rawValue: "HEAD")
  package static let options = HTTPMethod(rawValue: "OPTIONS")
}
