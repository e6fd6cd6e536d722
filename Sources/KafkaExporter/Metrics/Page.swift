/// The form of a page, chosen by the request's Accept header.
package enum PageFormat: Sendable, CaseIterable {
  /// Prometheus text format 0.0.4.
  case text
  /// OpenMetrics 1.0.
  case openMetrics
}

/// How a page's bytes are packed, chosen by the request's Accept-Encoding header.
package enum PageEncoding: Sendable, CaseIterable {
  case identity
  case gzip
}

/// Where the HTTP side gets pages from. It answers at once and never asks a broker.
package protocol PageProvider: Sendable {
  func page(_ format: PageFormat, _ encoding: PageEncoding) -> PageBytes
}
