/// Reads one line of a metrics page from left to right.
struct PrometheusLineReader {
  private var rest: Substring.UTF8View

  init(_ line: Substring.UTF8View) {
    rest = line
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// `# HELP family text`, `# TYPE family type`, or any other comment; nil for a line that is none.
  mutating func comment() throws(HarnessError) -> (keyword: String, family: String, text: String)? {
    guard rest.first == UInt8(ascii: "#") else { return nil }
    let parts = rest.dropFirst().split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: true)
    let words = parts.map { String(Substring($0)) }
    guard let keyword = words.first, ["HELP", "TYPE", "UNIT"].contains(keyword) else { return ("", "", "") }
    guard words.count >= 2 else { throw HarnessError("no family after \(keyword)") }
    let text = words.count > 2 ? words[2] : ""
    return (keyword, words[1], keyword == "HELP" ? try unescape(text, quotes: false) : text)
  }

  /// `name{label="value",...} value [timestamp] [# exemplar]`
  mutating func sample() throws(HarnessError) -> PrometheusSample {
    let name = try identifier(allowingColon: true)
    var labels: [String: String] = [:]
    if skip("{") {
      while !skip("}") {
        let label = try identifier(allowingColon: false)
        guard skip("="), skip("\"") else { throw HarnessError("no =\" after label \(label)") }
        let value = try quotedText()
        guard labels.updateValue(value, forKey: label) == nil else { throw HarnessError("label \(label) is there twice") }
        if skip(",") { continue }
        guard rest.first == UInt8(ascii: "}") else { throw HarnessError("neither , nor } after label \(label)") }
      }
    }
    guard skip(" ") else { throw HarnessError("no space before the value") }
    let fields = String(Substring(rest)).components(separatedByLine: " # ")[0].split(separator: " ")
    guard (1...2).contains(fields.count), let value = number(fields[0]) else { throw HarnessError("no value") }
    var timestamp: Double?
    if fields.count == 2 {
      timestamp = Double(fields[1])
      guard timestamp != nil else { throw HarnessError("not a timestamp: \(fields[1])") }
    }
    return PrometheusSample(name: name, labels: labels, value: value, timestamp: timestamp)
  }

  private func number(_ text: Substring) -> Double? {
    switch text {
    case "NaN": .nan
    case "+Inf": .infinity
    case "-Inf": -.infinity
    default: text.contains { $0.isLetter && $0 != "e" && $0 != "E" } ? nil : Double(text)
    }
  }

  private mutating func identifier(allowingColon: Bool) throws(HarnessError) -> String {
    let end =
      rest.firstIndex { byte in
        !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
          || (allowingColon && byte == UInt8(ascii: ":")))
      } ?? rest.endIndex
    let text = String(Substring(rest[..<end]))
    guard let first = text.first, !first.isNumber else { throw HarnessError("no name where one belongs") }
    rest = rest[end...]
    return text
  }

  /// Up to the closing quote, which is skipped.
  private mutating func quotedText() throws(HarnessError) -> String {
    var index = rest.startIndex
    while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
      // Whatever follows a backslash, it does not end the text.
      let step = rest[index] == UInt8(ascii: "\\") ? 2 : 1
      index = rest.index(index, offsetBy: step, limitedBy: rest.endIndex) ?? rest.endIndex
    }
    guard index < rest.endIndex else { throw HarnessError("no closing quote") }
    let raw = String(Substring(rest[..<index]))
    rest = rest[rest.index(after: index)...]
    return try unescape(raw, quotes: true)
  }

  /// Label values escape backslash, newline and quote; help texts only the first two.
  private func unescape(_ text: String, quotes: Bool) throws(HarnessError) -> String {
    var result = ""
    var characters = text.unicodeScalars.makeIterator()
    while let character = characters.next() {
      guard character == "\\" else {
        result.unicodeScalars.append(character)
        continue
      }
      switch characters.next() {
      case "\\": result += "\\"
      case "n": result += "\n"
      case "\"" where quotes: result += "\""
      case let other: throw HarnessError("unknown escape \\\(other.map { String($0) } ?? "at the end")")
      }
    }
    return result
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
