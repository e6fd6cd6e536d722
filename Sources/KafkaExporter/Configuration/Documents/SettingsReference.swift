/// The text of docs/configuration.md: how settings are given, and a table of all.
package enum SettingsReference {
  package static var text: String {
    var lines = introduction
    for section in SettingSection.allCases {
      let settings = Settings.all.filter { $0.section == section }
      guard !settings.isEmpty else { continue }
      lines += ["", "## \(section.rawValue)", "", "| key | default | meaning | allowed | environment, flag |", "|---|---|---|---|---|"]
      lines += settings.map(row)
    }
    lines += clusters
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ setting: SettingDeclaration) -> String {
    let value = setting.defaultNote ?? (setting.defaultTexts.isEmpty ? "none" : "`\(setting.defaultTexts.joined(separator: ","))`")
    let key = setting.scope == .invocation ? "(not in the file)" : "`\(setting.path)`\(setting.scope == .cluster ? " °" : "")"
    let help = setting.help + (setting.reload == .restart ? " A change takes effect at the next start." : "")
    let cells = [key, value, help, setting.allowed, "`\(setting.environmentName)` `\(setting.flag)`"]
    return "| " + cells.map { $0.map { $0 == "|" ? "\\|" : String($0) }.joined() }.joined(separator: " | ") + " |"
  }

  private static let introduction = [
    "# Configuration",
    "",
    "This page, [configs/full.yaml](../configs/full.yaml) and `exporter serve --help` are made from one table in the source; `make generate` writes",
    "the page and the file again.",
    "",
    "Settings come from four places, each winning over those before it: the default, the YAML file of `--config`, the environment, the flags.",
    "What is wrong anywhere is told all at once, one line each, with file, line and column, and the program exits with 2. An unknown key, an unknown",
    "flag and an unknown variable that starts with `\(Settings.environmentPrefix)` are errors; the variables that Kubernetes sets for a Service named",
    "kafka-exporter are not.",
    "",
    "- **Durations** are whole numbers with units: `500ms`, `10s`, `1m30s`, `1h`, `1d`. **Sizes** too: `512KiB`, `100MiB`, `1GiB`.",
    "- **Lists** are YAML lists, or one text with commas. In the environment and in flags they are separated by commas, and a flag may be repeated;",
    "  a comma inside the brackets of a regular expression does not separate. An empty environment variable counts as not set.",
    "- **Patterns** are regular expressions that must match the whole name; a plain name is one. They are the part of RE2's syntax that needs no going",
    "  back (no back references, no look-around), so that a match takes time proportional to the name, whatever the pattern.",
    "- **Booleans** as flags: `--topics-internal`, `--no-topics-internal`, `--topics-internal=false`.",
    "",
    "SIGHUP reads everything again. A configuration with an error changes nothing, and the log says why; a setting that takes effect at the next start",
    "keeps its running value, and the log names it. Settings marked ° can differ between clusters.",
  ]

  private static let clusters = [
    "", "## Several clusters", "",
    "```yaml", "clusters:", "  - name: orders", "    bootstrap: [\"orders-1:9092\", \"orders-2:9092\"]", "  - name: logs",
    "    bootstrap: [\"logs-1:9092\"]", "    interval: 30s", "```", "",
    "`clusters` takes the place of `bootstrap`. Each cluster needs a `name` of its own, the value of the label `cluster` of its series, and its own",
    "`bootstrap`; every setting marked ° may stand in it, too. What it leaves out comes from the environment and flags, then the file's top level, then",
    "the default. What it says wins over all of them, because it was said for this cluster alone.",
  ]
}
