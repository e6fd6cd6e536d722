/// Where a value came from.
package enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
  case builtIn
  /// Line and column count from 1.
  case file(name: String, line: Int, column: Int)
  case environment(name: String)
  case flag(name: String)

  package var description: String {
    switch self {
    case .builtIn: "default"
    case .file(let name, let line, let column): "\(name):\(line):\(column)"
    case .environment(let name): "environment variable \(name)"
    case .flag(let name): "flag \(name)"
    }
  }

  /// Whether this place of a file is above another one.
  func isBefore(_ other: SettingOrigin) -> Bool {
    guard case .file(_, let line, let column) = self, case .file(_, let otherLine, let otherColumn) = other else { return false }
    return (line, column) < (otherLine, otherColumn)
  }
}
