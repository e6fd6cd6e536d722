/// A command line that can not be understood: one line and where to read more. The process exits with 2.
public struct UsageError: Error, Sendable, Equatable, CustomStringConvertible {
  public var message: String
  public var subcommand: Subcommand?

  public init(_ message: String, in subcommand: Subcommand? = nil) {
    self.message = message
    self.subcommand = subcommand
  }

  public var description: String {
    let command = subcommand.map { "exporter \($0.rawValue)" } ?? "exporter"
    return "\(command): \(message)\nsee \(command) --help"
  }
}
