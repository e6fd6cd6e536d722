import YAML

/// What `exporter lag` prints, and how often.
package struct LagOptions: Sendable, Equatable {
  /// Names of groups; all when empty.
  package var groups: [String]
  /// An array of objects instead of a table.
  package var printsJSON: Bool
  /// Time between two collections; nil for only one.
  package var watch: Duration?

  package init(groups: [String] = [], printsJSON: Bool = false, watch: Duration? = nil) {
    self.groups = groups
    self.printsJSON = printsJSON
    self.watch = watch
  }

  static let flags = [
    Flag(option: "--group", valueName: "NAME", repeats: true, help: "Only this group; may be repeated. Without it all groups."),
    Flag(option: "--json", valueName: nil, help: "Print an array of JSON objects instead of a table."),
    Flag(option: "--watch", valueName: "DURATION", help: "Collect and print again and again, this long apart, as in --watch 2s."),
  ]

  /// Takes the texts that were given for each flag.
  init(_ options: [String: [String]]) throws(UsageError) {
    groups = options["--group"] ?? []
    printsJSON = options["--json"] != nil
    let type = SettingType<Duration>.duration(from: .milliseconds(100), to: .seconds(86_400))
    guard let texts = options["--watch"] else { return }
    do {
      watch = try type.read(texts)
    } catch {
      throw UsageError("--watch: \(error.message); allowed: \(type.allowed)", in: .lag)
    }
  }
}
