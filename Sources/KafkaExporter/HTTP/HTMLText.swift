/// Text that is safe between tags and in quoted attributes of HTML, whatever it holds.
struct HTMLText: CustomStringConvertible {
  let description: String

  init(_ text: String) {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped += " "
      case _ where character.value < 0x20 || character.value == 0x7f: escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(character)
      }
    }
    description = escaped
  }
}
