/// What every place that lists settings needs to know of one, whatever its value's type is.
public struct SettingDeclaration: Sendable {
  /// Where a value holds.
  public enum Scope: Sendable {
    case daemon
    /// For every cluster, unless the cluster's entry gives its own.
    case cluster
    /// Only on the command line and in the environment.
    case invocation
  }

  /// When a value that changed takes effect.
  public enum Reload: Sendable {
    case live
    case restart
  }

  /// The key path in the file, such as `topics.include`.
  public let path: String
  public let help: String
  public let section: SettingSection
  public let scope: Scope
  public let reload: Reload
  /// The subcommands that take the flag.
  public let commands: [Subcommand]
  public let typeName: String
  public let placeholder: String
  public let allowed: String
  public let isList: Bool
  public let isBoolean: Bool
  let isBare: Bool
  /// The default as texts of the file; empty for an empty list and for none.
  public let defaultTexts: [String]
  /// What stands in for the default where there is none, such as "required" or "as interval".
  public let defaultNote: String?
  /// The value the annotated file shows for a setting without a default.
  public let example: [String]
  let split: @Sendable (String) -> [String]
  /// Reads texts and keeps the value.
  let store: @Sendable ([String], inout SettingValues) throws(ValueProblem) -> Void

  public var environmentName: String {
    Settings.environmentPrefix + path.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
  }

  /// With the two dashes.
  public var flag: String { "--" + path.map { $0 == "." || $0 == "_" ? "-" : String($0) }.joined() }
}
