/// A header such as Accept or Accept-Encoding, taken apart: items with parameters and weights (RFC 9110, sections 12.4.2 and 5.6.6).
///
/// The text is a client's, so everything is bounded: what lies beyond the first `maximumBytes` and `maximumItems` is ignored, and what can't be
/// understood is left out rather than refused.
package struct QualityList: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    /// Lower case, without white space: `text/plain`, `gzip`, `*`.
    package var name: String
    /// Names in lower case, values without quotes; the weight is not among them.
    package var parameters: [String: String]
    /// The weight in thousandths, 0...1000; 0 means "not acceptable".
    package var quality: Int
  }

  package static let maximumBytes = 4096
  package static let maximumItems = 64

  package private(set) var items: [Item] = []

  package init(_ header: String) {
    for text in Self.split(header.utf8.prefix(Self.maximumBytes), at: UInt8(ascii: ",")).prefix(Self.maximumItems) {
      guard let item = Self.item(text) else { continue }
      items.append(item)
    }
  }

  private typealias Text = Substring.UTF8View

  /// Splits outside of quoted strings.
  private static func split(_ text: Text, at separator: UInt8) -> [Text] {
    var parts: [Text] = []
    var start = text.startIndex
    var index = text.startIndex
    var isQuoted = false
    var isEscaped = false
    while index < text.endIndex {
      let byte = text[index]
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == separator, !isQuoted {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
      index = text.index(after: index)
    }
    parts.append(text[start...])
    return parts
  }

  private static func item(_ text: Text) -> Item? {
    let parts = split(text, at: UInt8(ascii: ";"))
    guard let first = parts.first else { return nil }
    let name = string(trimmed(first)).lowercased()
    guard !name.isEmpty else { return nil }
    var item = Item(name: name, parameters: [:], quality: 1000)
    for part in parts.dropFirst() {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = string(trimmed(part[..<equals])).lowercased()
      let value = unquoted(trimmed(part[part.index(after: equals)...]))
      if key == "q" {
        guard let quality = quality(value) else { return nil }
        item.quality = quality
      } else {
        item.parameters[key] = value
      }
    }
    return item
  }

  /// `0.5` is 500. Digits beyond the third count for nothing; a weight above 1 is 1; anything else is nil.
  private static func quality(_ text: String) -> Int? {
    var thousandths = 0
    var place = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int(byte - UInt8(ascii: "0"))
        if place == 0 {
          thousandths = min(thousandths * 10 + digit * 1000, 10_000)
        } else {
          thousandths += digit * place / 10
          place = max(place / 10, 1)
        }
      case UInt8(ascii: ".") where place == 0: place = 1000
      default: return nil
      }
    }
    return digits == 0 ? nil : min(thousandths, 1000)
  }

  private static func trimmed(_ text: Text) -> Text {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else {
      return text[text.endIndex...]
    }
    return text[first...last]
  }

  private static func unquoted(_ text: Text) -> String {
    let quote = UInt8(ascii: "\"")
    guard text.count >= 2, text.first == quote, text.last == quote else { return string(text) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in text.dropFirst().dropLast() {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        bytes.append(byte)
        isEscaped = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func string(_ text: Text) -> String {
    String(decoding: text, as: UTF8.self)
  }
}
