/// Reads the tables that ConsumerGroupCommand prints: a header line, then rows padded to the header's columns.
///
/// A field may hold spaces (a group's name, `COORDINATOR (ID)`), so fields are cut where the header's words begin, not at spaces.
enum ToolTable {
  /// Rows of all tables in a text, by column. Other lines (messages about groups without members) are passed over. `-` is absent.
  static func parse(_ text: String, columns: [String]) -> [[String: String]] {
    var rows: [[String: String]] = []
    var starts: [(column: String, start: Int)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        starts = []
      } else if line.hasPrefix("GROUP ") {
        starts = columns.compactMap { column in start(of: column, in: line).map { (column, $0) } }.sorted { $0.start < $1.start }
      } else if !starts.isEmpty {
        rows.append(cut(Array(line), at: starts))
      }
    }
    return rows
  }

  /// Where a whole column name begins: `COORDINATOR` must not be found inside another word.
  private static func start(of column: String, in header: Substring) -> Int? {
    let padded = " " + header + " "
    return padded.firstRange(of: " " + column + " ").map { padded.distance(from: padded.startIndex, to: $0.lowerBound) }
  }

  private static func cut(_ line: [Character], at starts: [(column: String, start: Int)]) -> [String: String] {
    var row: [String: String] = [:]
    for (index, (column, start)) in starts.enumerated() where start < line.count {
      let end = index + 1 < starts.count ? min(starts[index + 1].start, line.count) : line.count
      let field = String(line[start..<end]).trimmingSpaces()
      if field != "-" && !field.isEmpty { row[column] = field }
    }
    return row
  }
}
