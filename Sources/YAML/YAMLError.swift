/// Why a file could not be read, or a value of it could not be used; one line, ready to print.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file's name as the user gave it.
  public var file: String
  public var position: YAMLPosition
  /// The value's path, such as `clusters[1].topics.include[0]`; empty while the text itself is the matter.
  public var path: String
  public var message: String

  public init(file: String, position: YAMLPosition, path: String = "", message: String) {
    self.file = file
    self.position = position
    self.path = path
    self.message = message
  }

  public var description: String {
    path.isEmpty ? "\(file):\(position): \(message)" : "\(file):\(position): \(path): \(message)"
  }
}
