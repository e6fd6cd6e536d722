/// The table of settings. A setting is added here and read in `Configuration`; nothing else has to change but the generated documents.
package enum Settings {
  package static let environmentPrefix = "KAFKA_EXPORTER_"

  /// Every setting, in the order of the documents.
  package static let all: [SettingDeclaration] = [
    [config.declaration], connection, page, topics, groups, intervals, timeouts, limits, probe, http, log,
  ].flatMap { $0 }

  /// Those that a file may hold.
  static let inFiles = all.filter { $0.scope != .invocation }

  /// Paths that a file's first level may hold besides settings.
  static let clustersKey = "clusters"

  static let config = Setting(
    "config", SettingType<String>.text(valueName: "FILE", allowed: "the path of a YAML file").optional, default: nil, note: "none",
    section: .connection,
    scope: .invocation, commands: Subcommand.connecting, help: "The configuration file.")
}
