import CMicroHTTPD

/// The header fields of a request that the exporter looks at, copied out of the connection's memory.
struct RequestFields {
  private(set) var accept: String?
  private(set) var acceptEncoding: String?
  /// Whether Content-Length or Transfer-Encoding announce a body (RFC 9112, section 6.3).
  private(set) var hasBody = false

  init(of connection: OpaquePointer) {
    unsafe withUnsafeMutablePointer(to: &self) { fields in
      _ = unsafe MHD_get_connection_values(
        connection, .HEADER_KIND,
        { fields, _, name, value in
          guard let fields = unsafe fields, let name = unsafe name, let value = unsafe value else { return .YES }
          unsafe fields.assumingMemoryBound(to: RequestFields.self).pointee.note(name, value)
          return .YES
        }, fields)
    }
  }

  private mutating func note(_ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>) {
    switch unsafe String(cString: name).lowercased() {
    case "accept": unsafe Self.append(value, to: &accept)
    case "accept-encoding": unsafe Self.append(value, to: &acceptEncoding)
    case "content-length": hasBody = unsafe hasBody || String(cString: value) != "0"
    case "transfer-encoding": hasBody = true
    default: return
    }
  }

  /// Fields of one name mean the same as one field with their values joined by commas (RFC 9110, section 5.3).
  private static func append(_ value: UnsafePointer<CChar>, to field: inout String?) {
    let text = unsafe String(cString: value)
    field = field.map { "\($0),\(text)" } ?? text
  }
}
