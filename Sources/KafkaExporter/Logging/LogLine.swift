/// One line of the log before it is written.
struct LogLine {
  var time: LogTime
  var level: LogLevel
  var message: String
  var fields: LogFields

  /// The line's bytes with the newline that ends it, and no other.
  func bytes(as format: LogFormat) -> [UInt8] {
    let text =
      switch format {
      case .logfmt: logfmt
      case .json: json
      }
    return Array(text.utf8) + [UInt8(ascii: "\n")]
  }

  private var logfmt: String {
    var line = "time=\(time) level=\(level.rawValue) msg=\(Self.quotedWhereNeeded(message))"
    for (name, value) in fields.pairs {
      let text =
        switch value {
        case .text(let text): Self.quotedWhereNeeded(text)
        case .number(let number): number
        case .boolean(let boolean): boolean.description
        }
      line += " \(Self.key(name))=\(text)"
    }
    return line
  }

  private var json: String {
    var line = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"msg\":\(Self.quoted(message))"
    for (name, value) in fields.pairs {
      let text =
        switch value {
        case .text(let text): Self.quoted(text)
        case .number(let number): number
        case .boolean(let boolean): boolean.description
        }
      line += ",\(Self.quoted(name)):\(text)"
    }
    return line + "}"
  }

  /// A logfmt key has neither blanks nor quotes nor equals signs.
  private static func key(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { needsQuotes($0) ? "_" : $0 }))
  }

  private static func quotedWhereNeeded(_ text: String) -> String {
    text.isEmpty || text.unicodeScalars.contains(where: needsQuotes) ? quoted(text) : text
  }

  private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar == "\"" || scalar == "=" || scalar == "\\" || scalar.properties.isWhitespace || isControl(scalar)
  }

  /// Control characters of both ranges, and the separators that some readers take for the end of a line.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// As RFC 8259 escapes strings; logfmt's readers understand the same escapes.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isControl(scalar):
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
