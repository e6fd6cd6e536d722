/// A flag of a subcommand: a setting's, or an option that only this subcommand knows.
struct Flag: Sendable {
  /// With the two dashes.
  var name: String
  /// Nil for a flag that is given without a value.
  var valueName: String?
  /// May be given as `--name`, `--no-name` and `--name=true|false`.
  var isBoolean = false
  /// May be given several times.
  var repeats = false
  var help: String
  /// The heading of the flag's group in the help.
  var section: String
  /// Default and environment name in the help.
  var notes: [String] = []
  /// The setting that the flag sets; nil for an option.
  var path: String?

  static func all(of subcommand: Subcommand) -> [Flag] {
    let options =
      switch subcommand {
      case .serve, .check: [Flag]()
      case .lag: LagOptions.flags
      case .topicsApply: TopicsOptions.flags
      case .demo: DemoOptions.flags
      }
    return options + Settings.all.filter { $0.commands.contains(subcommand) }.map { Flag($0, of: subcommand) }
  }

  private init(_ setting: SettingDeclaration, of subcommand: Subcommand) {
    name = setting.flag
    valueName = setting.isBoolean ? nil : setting.valueName
    isBoolean = setting.isBoolean
    repeats = setting.isList
    help = setting.help
    section = setting.section.rawValue
    // A demo has defaults of its own, and reads no environment.
    notes =
      subcommand == .demo
      ? [DemoOptions.defaults[setting.path].map { "default: \($0)" } ?? setting.defaultPhrase]
      : [setting.defaultPhrase, setting.environmentName]
    path = setting.path
  }

  init(option name: String, valueName: String?, repeats: Bool = false, section: String = "Output", notes: [String] = [], help: String) {
    self.name = name
    self.valueName = valueName
    self.repeats = repeats
    self.help = help
    self.section = section
    self.notes = notes
  }
}
