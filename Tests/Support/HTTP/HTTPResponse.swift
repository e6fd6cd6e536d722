/// An answer as it came over the wire, nothing decoded but chunks.
public struct HTTPResponse: Sendable {
  public let status: Int
  /// In the order received, names as sent.
  public let headers: [(name: String, value: String)]
  public let body: [UInt8]
  /// From the first byte sent to the last byte received, connecting included.
  public let duration: Duration

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The first value of a header, whatever the case of its name.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// - Throws: `HarnessError` for anything that is not an HTTP/1 response, or one cut short.
  init(parsing bytes: [UInt8], hasBody: Bool, duration: Duration) throws(HarnessError) {
    guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw HarnessError("no end of headers in \(bytes.count) bytes")
    }
    let lines = String(decoding: bytes[..<headEnd.lowerBound], as: UTF8.self).components(separatedByLine: "\r\n")
    let statusLine = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard statusLine.count >= 2, statusLine[0].hasPrefix("HTTP/1."), let status = Int(statusLine[1]) else {
      throw HarnessError("not a status line: \(lines.first ?? "")")
    }
    self.status = status
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), line[line.index(after: colon)...].trimmingSpaces())
    }
    self.duration = duration
    let rest = bytes[headEnd.upperBound...]
    func value(_ name: String, in headers: [(name: String, value: String)]) -> String? {
      headers.first { $0.name.lowercased() == name }?.value
    }
    if !hasBody {
      body = Array(rest)
    } else if value("transfer-encoding", in: headers)?.lowercased() == "chunked" {
      body = try Self.joinChunks(rest)
    } else {
      body = Array(rest)
      if let length = value("content-length", in: headers), Int(length) != body.count {
        throw HarnessError("Content-Length \(length), but \(body.count) bytes came")
      }
    }
  }

  /// RFC 9112, section 7.1.
  private static func joinChunks(_ bytes: ArraySlice<UInt8>) throws(HarnessError) -> [UInt8] {
    var rest = bytes
    var joined: [UInt8] = []
    while let lineEnd = rest.firstRange(of: Array("\r\n".utf8)) {
      let sizeText = String(decoding: rest[..<lineEnd.lowerBound], as: UTF8.self).split(separator: ";").first ?? ""
      guard let size = Int(sizeText, radix: 16), size >= 0 else { throw HarnessError("not a chunk size: \(sizeText)") }
      if size == 0 { return joined }
      let chunk = rest[lineEnd.upperBound...].prefix(size)
      guard chunk.count == size else { break }
      joined += chunk
      rest = rest[chunk.endIndex...].dropFirst(2)
    }
    throw HarnessError("chunked body cut short after \(joined.count) bytes")
  }
}

extension String {
  func components(separatedByLine separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }
}

extension StringProtocol {
  func trimmingSpaces() -> String {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(start[...end])
  }
}
