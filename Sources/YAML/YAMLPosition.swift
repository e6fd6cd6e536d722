/// A place in a text, both counted from 1; a column counts Unicode scalars, as editors do.
public struct YAMLPosition: Sendable, Hashable, CustomStringConvertible {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static let start = YAMLPosition(line: 1, column: 1)

  public var description: String { "\(line):\(column)" }
}
