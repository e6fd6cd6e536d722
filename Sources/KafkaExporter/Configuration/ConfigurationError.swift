/// Everything that is wrong with a configuration, one line a problem, ready to print.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Not empty; the file's first, then the environment's, then the flags', then what does not fit together.
  package var problems: [ConfigurationProblem]

  package init(_ problems: [ConfigurationProblem]) {
    self.problems = problems
  }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong: where it was given, which setting it is, what was given, what is allowed.
package struct ConfigurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
  package var origin: SettingOrigin
  /// The key path, such as `clusters[1].topics.include[0]`; empty when no setting is concerned.
  package var path: String
  package var message: String
  package var allowed: String?

  package init(_ origin: SettingOrigin, _ path: String = "", _ message: String, allowed: String? = nil) {
    self.origin = origin
    self.path = path
    self.message = message
    self.allowed = allowed
  }

  package var description: String {
    let parts = [origin == .builtIn ? "" : origin.description, path, message].filter { !$0.isEmpty }
    return parts.joined(separator: ": ") + (allowed.map { "; allowed: \($0)" } ?? "")
  }
}
