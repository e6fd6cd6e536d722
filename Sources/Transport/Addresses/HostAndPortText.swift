/// The two halves of `host:port`, `[::1]:9092`, `host` or `[::1]`, split and checked for form only.
struct HostAndPortText {
  /// Without brackets.
  let host: String
  /// Nil when the text ends with the host.
  let port: UInt16?

  init(_ text: String) throws(AddressParseError) {
    let portStart: String.Index
    if text.hasPrefix("[") {
      guard let bracket = text.firstIndex(of: "]") else {
        throw AddressParseError(text, at: text.count, "the closing bracket is missing", allowed: "[::1]:9092")
      }
      host = String(text[text.index(after: text.startIndex)..<bracket])
      guard host.contains(":") else {
        throw AddressParseError(text, at: 1, "\(host.debugDescription) is not an IPv6 address", allowed: "only IPv6 addresses in brackets")
      }
      portStart = text.index(after: bracket)
    } else {
      portStart = text.firstIndex(of: ":") ?? text.endIndex
      host = String(text[..<portStart])
      if text[portStart...].dropFirst().contains(":") {
        throw AddressParseError(text, at: 0, "more than one colon", allowed: "host:port, with an IPv6 address in brackets: [::1]:9092")
      }
    }
    port = try Self.port(text, from: portStart)
  }

  private static func port(_ text: String, from start: String.Index) throws(AddressParseError) -> UInt16? {
    if start == text.endIndex { return nil }
    let offset = text.distance(from: text.startIndex, to: start)
    guard text[start] == ":" else {
      throw AddressParseError(
        text, at: offset, "unexpected \(String(text[start]).debugDescription)", allowed: "a colon and a port after the bracket")
    }
    let digits = text[text.index(after: start)...]
    guard !digits.isEmpty else { throw AddressParseError(text, at: offset + 1, "the port is empty", allowed: "1 to 65535") }
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw AddressParseError(text, at: offset + 1, "the port \(String(digits).debugDescription) is not a number", allowed: "1 to 65535")
    }
    guard let port = UInt16(digits) else {
      throw AddressParseError(text, at: offset + 1, "the port \(digits) is out of range", allowed: "1 to 65535")
    }
    return port
  }
}
