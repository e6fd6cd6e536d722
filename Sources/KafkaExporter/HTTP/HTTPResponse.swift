/// An answer that is complete in memory. Content-Length, Date and Connection are added by the server.
package struct HTTPResponse: Sendable {
  package enum Body: Sendable {
    /// Sent from the page's own memory, however many clients read it at a time.
    case page(PageBytes)
    case text(String)
  }

  package struct Header: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var status: HTTPStatus
  package var headers: [Header]
  package var body: Body

  package init(status: HTTPStatus, headers: [Header] = [], body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A short plain answer that no cache keeps.
  package init(status: HTTPStatus, headers: [Header] = [], text: String) {
    self.init(
      status: status,
      headers: [Header("Content-Type", "text/plain; charset=utf-8"), Header("Cache-Control", "no-store")] + headers,
      body: .text(text))
  }

  /// The value of the first header of that name.
  package subscript(header name: String) -> String? {
    headers.first { $0.name == name }?.value
  }
}

/// A status code (RFC 9110, section 15).
package struct HTTPStatus: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  package static let ok = HTTPStatus(rawValue: 200)
  package static let noContent = HTTPStatus(rawValue: 204)
  package static let notFound = HTTPStatus(rawValue: 404)
  package static let methodNotAllowed = HTTPStatus(rawValue: 405)
  package static let contentTooLarge = HTTPStatus(rawValue: 413)
  package static let serviceUnavailable = HTTPStatus(rawValue: 503)
}
