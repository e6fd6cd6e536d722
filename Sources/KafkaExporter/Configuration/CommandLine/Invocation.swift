import YAML

/// What a command line asks for.
package enum Invocation: Sendable, Equatable {
  case serve(flags: [FlagValue])
  case check(flags: [FlagValue])
  case lag(flags: [FlagValue], options: LagOptions)
  case demo(flags: [FlagValue], options: DemoOptions)
  /// Help that was asked for: to standard output, exit with 0.
  case help(String)
  /// Help nobody asked for, because nothing was: to standard error, exit with 2.
  case helpForNothing(String)
  case version

  /// Understands the arguments after the program's name.
  package init(arguments: [String]) throws(UsageError) {
    guard let first = arguments.first else {
      self = .helpForNothing(Help.overview)
      return
    }
    switch first {
    case "--help", "-h", "help": self = try Self.help(arguments.dropFirst())
    case "--version":
      guard arguments.count == 1 else { throw UsageError("nothing can follow --version") }
      self = .version
    default:
      guard let subcommand = Subcommand(rawValue: first) else {
        let known = first.hasPrefix("-") ? ["--help", "--version"] : Subcommand.allCases.map(\.rawValue)
        let what =
          first.hasPrefix("-")
          ? "flag \(Spelling.quoted(first)); a subcommand (serve, check, lag or demo) comes first" : "subcommand \(Spelling.quoted(first))"
        throw UsageError("unknown \(what)" + Spelling.hint(for: first, among: known))
      }
      self = try Self.understand(subcommand, arguments.dropFirst())
    }
  }

  private static func help(_ topics: ArraySlice<String>) throws(UsageError) -> Invocation {
    guard let topic = topics.first else { return .help(Help.overview) }
    guard topics.count == 1, let subcommand = Subcommand(rawValue: topic) else {
      throw UsageError("there is no help for \(Spelling.quoted(topics.joined(separator: " ")))")
    }
    return .help(Help.text(for: subcommand))
  }

  private static func understand(_ subcommand: Subcommand, _ arguments: ArraySlice<String>) throws(UsageError) -> Invocation {
    let given = try FlagParser(subcommand).parse(arguments)
    if given.asksForHelp { return .help(Help.text(for: subcommand)) }
    switch subcommand {
    case .serve: return .serve(flags: given.settings)
    case .check: return .check(flags: given.settings)
    case .lag: return .lag(flags: given.settings, options: try LagOptions(given.options))
    case .demo: return .demo(flags: given.settings, options: try DemoOptions(given.options))
    }
  }
}
