/// A regular expression that a whole topic or group name must match; a plain name is one too.
///
/// Neither Swift's `Regex` nor glibc's is used: the first tries alternatives again and can take exponential time, the second allows back
/// references and unbounded memory. Patterns come from files of whoever runs the exporter, and filters see every name of the cluster each poll,
/// so a match must cost time proportional to the name.
package struct NamePattern: Sendable, Equatable, CustomStringConvertible {
  private enum Matcher: Sendable {
    case everything
    case literal(String)
    case table(PatternTable)
    case program(PatternProgram)
  }

  /// As written.
  package let text: String
  private let matcher: Matcher

  init(_ text: String) throws(ValueProblem) {
    guard !text.isEmpty else { throw ValueProblem("an empty pattern matches no name") }
    self.text = text
    var parser = PatternParser(text)
    let syntax = try parser.parse()
    let program = try PatternProgram(syntax)
    if text == ".*" {
      matcher = .everything
    } else if text.unicodeScalars.allSatisfy({ !"\\.[]{}()*+?^$|".unicodeScalars.contains($0) }) {
      matcher = .literal(text)
    } else if let table = PatternTable(program) {
      matcher = .table(table)
    } else {
      matcher = .program(program)
    }
  }

  /// Matches this name and no other, whatever characters it has.
  package init(literal name: String) {
    text = name
    matcher = .literal(name)
  }

  /// The one name that matches, where the pattern is a name.
  package var literal: String? {
    if case .literal(let name) = matcher { name } else { nil }
  }

  package func matches(_ name: String) -> Bool {
    switch matcher {
    case .everything: true
    case .literal(let literal): name.utf8.elementsEqual(literal.utf8)
    case .table(let table): table.matches(name)
    case .program(let program): program.matches(name)
    }
  }

  package static func == (one: NamePattern, other: NamePattern) -> Bool { one.text == other.text }

  package var description: String { text }
}
