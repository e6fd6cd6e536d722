/// Columns of text under headings, as wide as their widest cell.
///
/// Cells come from strangers: a control character in one would move the terminal's cursor or end the line, so it is written as its escape.
struct TextTable {
  struct Column {
    let heading: String
    /// Numbers stand to the right.
    var isNumeric = false
  }

  let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// - Parameter cells: one for each column.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map(Self.visible))
  }

  /// The text with its control characters as `\n` or `\u{1B}`.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { isControl($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
  }

  /// The lines, the headings first, without trailing spaces.
  var lines: [String] {
    let all = [columns.map(\.heading)] + rows
    let widths = columns.indices.map { index in all.map { $0[index].count }.max() ?? 0 }
    return all.map { cells in
      var line = ""
      for (index, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - cell.count)
        line += (index == 0 ? "" : "  ") + (columns[index].isNumeric ? padding + cell : cell + padding)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
