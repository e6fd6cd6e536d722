/// A command line that can not be understood: one line and where to read more. The process exits with 2.
package struct UsageError: Error, Sendable, Equatable, CustomStringConvertible {
  package var message: String
  package var subcommand: Subcommand?

  package init(_ message: String, in subcommand: Subcommand? = nil) {
    self.message = message
    self.subcommand = subcommand
  }

  package var description: String {
    let command = subcommand.map { "exporter \($0.rawValue)" } ?? "exporter"
    return "\(command): \(message)\nsee \(command) --help"
  }
}
