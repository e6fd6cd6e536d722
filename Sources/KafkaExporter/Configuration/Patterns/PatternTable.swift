/// A pattern's automaton made deterministic: one look-up a scalar. Only for patterns that stay small that way; the program serves the others.
struct PatternTable {
  /// Bounds of what is built when a configuration is loaded; some patterns double their table with each letter.
  private static let maximumProgram = 500
  private static let maximumRows = 500
  private static let maximumColumns = 128

  /// The first scalar of each column.
  private let boundaries: [UInt32]
  private let asciiColumns: [Int]
  /// Row by row; nil where nothing can match any more.
  private let rows: [[Int?]]
  private let accepts: [Bool]

  /// Nil when the table would be too large.
  init?(_ program: PatternProgram) {
    guard program.stateCount <= Self.maximumProgram else { return nil }
    let boundaries = program.boundaries
    guard boundaries.count <= Self.maximumColumns else { return nil }

    struct State: Hashable {
      var waiting: [Int]
      var accepts: Bool

      init(_ settled: (waiting: [Int], accepts: Bool)) {
        (waiting, accepts) = settled
      }
    }
    let beginning = State(program.beginning)
    var known = [beginning: 0]
    var states = [beginning]
    var rows: [[Int?]] = []
    while rows.count < states.count {
      let state = states[rows.count]
      var row: [Int?] = []
      for boundary in boundaries {
        let next = State(program.following(state.waiting, boundary))
        if next.waiting.isEmpty, !next.accepts {
          row.append(nil)
        } else if let index = known[next] {
          row.append(index)
        } else {
          guard states.count < Self.maximumRows else { return nil }
          known[next] = states.count
          row.append(states.count)
          states.append(next)
        }
      }
      rows.append(row)
    }
    self.boundaries = boundaries
    self.rows = rows
    accepts = states.map(\.accepts)
    asciiColumns = (0..<128).map { Self.column(of: $0, in: boundaries) }
  }

  func matches(_ name: String) -> Bool {
    var row = 0
    for scalar in name.unicodeScalars {
      let column = scalar.isASCII ? asciiColumns[Int(scalar.value)] : Self.column(of: scalar.value, in: boundaries)
      guard let next = rows[row][column] else { return false }
      row = next
    }
    return accepts[row]
  }

  /// The last column that begins at or before a scalar; there is one, as the first begins at 0.
  private static func column(of value: UInt32, in boundaries: [UInt32]) -> Int {
    var low = 0
    var high = boundaries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if boundaries[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
