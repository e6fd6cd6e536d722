/// Where a value came from.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
  case builtIn
  /// Line and column count from 1.
  case file(name: String, line: Int, column: Int)
  case environment(name: String)
  case flag(name: String)

  public var description: String {
    switch self {
    case .builtIn: "default"
    case .file(let name, let line, let column): "\(name):\(line):\(column)"
    case .environment(let name): "environment variable \(name)"
    case .flag(let name): "flag \(name)"
    }
  }
}
