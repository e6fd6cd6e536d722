/// A setting's flag as it stood on the command line.
package struct FlagValue: Sendable, Equatable {
  /// The setting's key path.
  package let path: String
  /// As typed, such as `--no-topics-internal`.
  package let flag: String
  /// One text; several when a list's flag was repeated.
  package internal(set) var texts: [String]

  package init(path: String, flag: String, texts: [String]) {
    self.path = path
    self.flag = flag
    self.texts = texts
  }
}
