/// A setting's flag as it stood on the command line.
public struct FlagValue: Sendable, Equatable {
  /// The setting's key path.
  public let path: String
  /// As typed, such as `--no-topics-internal`.
  public let flag: String
  /// One text; several when a list's flag was repeated.
  public internal(set) var texts: [String]

  public init(path: String, flag: String, texts: [String]) {
    self.path = path
    self.flag = flag
    self.texts = texts
  }
}
