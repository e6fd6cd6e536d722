/// One setting: everything that is to be said about it, once. The file, the environment, the flags, `--help` and the documents come from here.
struct Setting<Value: Sendable & Equatable>: Sendable {
  let declaration: SettingDeclaration
  let type: SettingType<Value>
  let fallback: Value

  /// - Parameters:
  ///   - note: what to say in place of the default.
  ///   - example: what the annotated file shows when there is no default.
  init(
    _ path: String, _ type: SettingType<Value>, default fallback: Value, note: String? = nil, example: [String] = [],
    section: SettingSection, scope: SettingDeclaration.Scope = .daemon, commands: [Subcommand] = Subcommand.ofClusters,
    reload: SettingDeclaration.Reload = .live, help: String
  ) {
    self.type = type
    self.fallback = fallback
    declaration = SettingDeclaration(
      path: path, help: help, section: section, scope: scope, reload: reload, commands: commands, typeName: type.name,
      valueName: type.valueName, allowed: type.allowed, isList: type.isList, isBoolean: type.isBoolean, isBare: type.isBare,
      defaultTexts: type.write(fallback), defaultNote: note, example: example, split: type.split,
      store: { (texts: [String], values: inout SettingValues) throws(ValueProblem) in values.set(path, to: try type.read(texts)) })
  }
}
