import YAML

/// Reads the flags of one subcommand: `--flag value`, `--flag=value`, and for booleans `--flag`, `--no-flag` and `--flag=false`.
struct FlagParser {
  struct Given {
    var settings: [FlagValue] = []
    /// Options of the subcommand itself, by flag.
    var options: [String: [String]] = [:]
    var asksForHelp = false
  }

  private let subcommand: Subcommand
  private let flags: [Flag]

  init(_ subcommand: Subcommand) {
    self.subcommand = subcommand
    flags = Flag.all(of: subcommand)
  }

  func parse(_ arguments: ArraySlice<String>) throws(UsageError) -> Given {
    var given = Given()
    if arguments.contains(where: { $0 == "--help" || $0 == "-h" }) {
      given.asksForHelp = true
      return given
    }
    var rest = arguments
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else { throw error("unexpected argument \(Spelling.quoted(argument)); everything is given by flags") }
      let name = String(argument.prefix { $0 != "=" })
      let attached = name.count < argument.count ? String(argument.dropFirst(name.count + 1)) : nil
      let (flag, isNegated) = try find(name)
      let text = try value(of: flag, name: name, isNegated: isNegated, attached: attached, rest: &rest)
      try add(text, of: flag, typed: name, to: &given)
    }
    return given
  }

  private func find(_ name: String) throws(UsageError) -> (flag: Flag, isNegated: Bool) {
    if let flag = flags.first(where: { $0.name == name }) { return (flag, false) }
    if name.hasPrefix("--no-"), let flag = flags.first(where: { $0.isBoolean && $0.name == "--\(name.dropFirst(5))" }) {
      return (flag, true)
    }
    let others = Subcommand.allCases.filter { other in other != subcommand && Flag.all(of: other).contains { $0.name == name } }
    if !others.isEmpty {
      throw error("\(name) is a flag of \(others.map { "exporter \($0.rawValue)" }.joined(separator: " and ")), not of this subcommand")
    }
    throw error("unknown flag \(Spelling.quoted(name))" + Spelling.hint(for: name, among: flags.map(\.name) + ["--help"]))
  }

  private func value(
    of flag: Flag, name: String, isNegated: Bool, attached: String?, rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    if flag.isBoolean {
      guard !isNegated || attached == nil else { throw error("\(name) takes no value") }
      if isNegated { return "false" }
      // Nothing here is told by position, so a word behind the flag can only be its value.
      if attached == nil, let word = rest.first, ["true", "false"].contains(word) { return rest.removeFirst() }
      return attached ?? "true"
    }
    guard let valueName = flag.valueName else {
      guard attached == nil else { throw error("\(name) takes no value") }
      return "true"
    }
    // A negative number or a family with a minus may be a value; what starts with two dashes is the next flag.
    guard let text = attached ?? rest.first.flatMap({ $0.hasPrefix("--") ? nil : $0 }) else {
      throw error("\(name) needs a value: \(name) \(valueName)")
    }
    if attached == nil { rest.removeFirst() }
    return text
  }

  private func add(_ text: String, of flag: Flag, typed name: String, to given: inout Given) throws(UsageError) {
    if let path = flag.path {
      guard let index = given.settings.firstIndex(where: { $0.path == path }) else {
        given.settings.append(FlagValue(path: path, flag: name, texts: [text]))
        return
      }
      guard flag.repeats else { throw error("\(flag.name) is given twice") }
      given.settings[index].texts.append(text)
    } else {
      guard flag.repeats || given.options[flag.name] == nil else { throw error("\(flag.name) is given twice") }
      given.options[flag.name, default: []].append(text)
    }
  }

  private func error(_ message: String) -> UsageError { UsageError(message, in: subcommand) }
}
