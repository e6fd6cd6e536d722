/// Columns of text under headings, as wide as their widest cell.
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

  mutating func add(_ cells: [String]) {
    rows.append(cells)
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
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
