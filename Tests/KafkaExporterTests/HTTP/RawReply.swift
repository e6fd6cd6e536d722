/// An answer as it came over the wire.
struct RawReply {
  var line = ""
  /// By name in lower case.
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  var status: Int { line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension RawConnection {
  /// The next answer; its body is as long as Content-Length says, and empty for HEAD.
  func reply(toHead: Bool = false) throws -> RawReply {
    let end = Array("\r\n\r\n".utf8)
    var bytes: [UInt8] = []
    var scanned = 0
    var headerEnd: Int?
    while headerEnd == nil {
      let more = try receive()
      guard !more.isEmpty else { return RawReply() }
      bytes += more
      while scanned + 4 <= bytes.count, headerEnd == nil {
        if bytes[scanned] == end[0], Array(bytes[scanned..<(scanned + 4)]) == end { headerEnd = scanned }
        scanned += 1
      }
    }
    var reply = RawReply()
    let lines = String(decoding: bytes[..<(headerEnd ?? 0)], as: UTF8.self).split(separator: "\r\n")
    reply.line = lines.first.map(String.init) ?? ""
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      reply.headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
    }
    reply.body = Array(bytes[((headerEnd ?? 0) + 4)...])
    let length = toHead ? 0 : reply.headers["content-length"].flatMap { Int($0) } ?? 0
    while reply.body.count < length {
      let more = try receive()
      guard !more.isEmpty else { return reply }
      reply.body += more
    }
    return reply
  }

  /// Sends a request and waits for its answer.
  func request(_ text: String) throws -> RawReply {
    try send(text)
    return try reply(toHead: text.hasPrefix("HEAD"))
  }
}
