import YAML

/// What a command line asks for.
package enum Invocation: Sendable, Equatable {
  case serve(flags: [FlagValue])
  case check(flags: [FlagValue])
  case lag(flags: [FlagValue], options: LagOptions)
  case applyTopics(flags: [FlagValue], options: TopicsOptions)
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
      var rest = arguments[...]
      if let longer = Subcommand.beginning(with: first).first, ["--help", "-h"].contains(arguments.dropFirst().first) {
        self = .help(Help.text(for: longer))
        return
      }
      guard let subcommand = Subcommand(takingFrom: &rest) else { throw Self.unknown(first, before: arguments.dropFirst()) }
      self = try Self.understand(subcommand, rest)
    }
  }

  private static func unknown(_ first: String, before rest: ArraySlice<String>) -> UsageError {
    if let longer = Subcommand.beginning(with: first).first {
      let known = longer.rawValue.split(separator: " ").last.map(String.init) ?? ""
      let second = rest.first.map { "knows no \(Spelling.quoted($0))" } ?? "is not all"
      return UsageError("\(Spelling.quoted(first)) \(second); did you mean \(Spelling.quoted("\(first) \(known)"))?", in: longer)
    }
    if first.hasPrefix("-") {
      let words = Subcommand.allCases.map(\.rawValue)
      let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
      return UsageError(
        "unknown flag \(Spelling.quoted(first)); a subcommand (\(list)) comes first"
          + Spelling.hint(for: first, among: ["--help", "--version"]))
    }
    return UsageError(
      "unknown subcommand \(Spelling.quoted(first))" + Spelling.hint(for: first, among: Subcommand.allCases.map(\.rawValue)))
  }

  private static func help(_ topics: ArraySlice<String>) throws(UsageError) -> Invocation {
    guard let first = topics.first else { return .help(Help.overview) }
    var rest = topics
    let found = Subcommand(takingFrom: &rest) ?? Subcommand.beginning(with: first).first
    guard let subcommand = found, rest.isEmpty || topics.count == 1 else {
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
    case .topicsApply: return .applyTopics(flags: given.settings, options: try TopicsOptions(given.options))
    case .demo: return .demo(flags: given.settings, options: try DemoOptions(given.options))
    }
  }
}
