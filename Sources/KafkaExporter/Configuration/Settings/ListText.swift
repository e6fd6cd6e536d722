/// Splits the text of a list at commas; blanks around items and empty items are dropped.
enum ListText {
  @Sendable static func atCommas(_ text: String) -> [String] {
    text.split(separator: ",").map(trimmed).filter { !$0.isEmpty }
  }

  /// As `atCommas`, but a comma that belongs to a regular expression (`{1,3}`, `[,;]`, `(a,b)`, `\,`) does not split.
  @Sendable static func atOuterCommas(_ text: String) -> [String] {
    var items = [""]
    var depth = 0
    var isEscaped = false
    for character in text {
      if character == ",", depth == 0, !isEscaped {
        items.append("")
        continue
      }
      items[items.count - 1].append(character)
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth = max(0, depth - 1)
      }
    }
    return items.map { trimmed($0[...]) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    let front = text.drop { $0.isWhitespace }
    return String(front.reversed().drop { $0.isWhitespace }.reversed())
  }
}
