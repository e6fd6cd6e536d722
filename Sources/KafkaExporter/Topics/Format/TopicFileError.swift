package import YAML

/// Everything that is wrong with a file of topics, one line a problem in the order of the file, ready to print.
package struct TopicFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Not empty.
  package let problems: [YAMLError]

  init(_ problems: [YAMLError]) {
    self.problems = problems.sorted { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
  }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
