/// What every place that lists settings needs to know of one, whatever its value's type is.
package struct SettingDeclaration: Sendable {
  /// Where a value holds.
  package enum Scope: Sendable {
    case daemon
    /// For every cluster, unless the cluster's entry gives its own.
    case cluster
    /// Only on the command line and in the environment.
    case invocation
  }

  /// When a value that changed takes effect.
  package enum Reload: Sendable {
    case live
    case restart
  }

  /// The key path in the file, such as `topics.include`.
  package let path: String
  package let help: String
  package let section: SettingSection
  package let scope: Scope
  package let reload: Reload
  /// The subcommands that take the flag.
  package let commands: [Subcommand]
  package let typeName: String
  package let valueName: String
  package let allowed: String
  package let isList: Bool
  package let isBoolean: Bool
  let isBare: Bool
  /// The default as texts of the file; empty for an empty list and for none.
  package let defaultTexts: [String]
  /// What stands in for the default where there is none, such as "required" or "as interval".
  package let defaultNote: String?
  /// The value the annotated file shows for a setting without a default.
  package let example: [String]
  let split: @Sendable (String) -> [String]
  /// Reads texts and keeps the value.
  let store: @Sendable ([String], inout SettingValues) throws(ValueProblem) -> Void

  package var environmentName: String {
    Settings.environmentPrefix + path.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
  }

  /// With the two dashes. What turns a section on has the section's name: `--probe` for `probe.enabled`.
  package var flag: String {
    "--"
      + (path.hasSuffix(".enabled") ? String(path.dropLast(".enabled".count)) : path).map { $0 == "." || $0 == "_" ? "-" : String($0) }
      .joined()
  }
}
