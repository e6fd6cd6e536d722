import YAML

/// A host, by name or numeric address, and a port: where a broker answers.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// Without brackets.
  public let host: String
  /// 1 to 65535.
  public let port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port` or `[::1]:9092`.
  init(_ text: String) throws(ValueProblem) {
    let halves = try HostAndPort(text)
    guard !halves.host.isEmpty else { throw ValueProblem("\(Spelling.quoted(text)) has no host") }
    guard halves.port != 0 else { throw ValueProblem("\(Spelling.quoted(text)) has port 0") }
    self.init(host: halves.host, port: halves.port)
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The two halves of `host:port`, checked for form only.
struct HostAndPort {
  var host: String
  var port: UInt16

  init(_ text: String) throws(ValueProblem) {
    let given = Spelling.quoted(text)
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { throw ValueProblem("\(given) has no port") }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else {
      throw ValueProblem("\(given) has no valid port")
    }
    self.port = port
    let front = text[..<colon]
    if front.hasPrefix("["), front.hasSuffix("]") {
      host = String(front.dropFirst().dropLast())
      guard host.contains(":"), host.utf8.allSatisfy({ Self.isAddressByte($0) }) else {
        throw ValueProblem("\(given) has no IPv6 address between the brackets")
      }
    } else {
      host = String(front)
      guard !host.contains(":") else { throw ValueProblem("\(given) has more than one colon; an IPv6 address stands in brackets") }
      guard host.utf8.allSatisfy({ Self.isNameByte($0) }) else { throw ValueProblem("\(given) has a character that no host name has") }
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Digits, separators and a scope (`%eth0`).
  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "%") || isNameByte(byte)
  }
}
