/// The text of configs/full.yaml: every key with its default, its meaning above it. It loads as it is.
package enum AnnotatedFile {
  package static var text: String {
    var lines = [
      "# Every setting with its default. Made from the table of settings by `make generate`; start from minimal.yaml.",
      "# A setting can also be given by the environment variable or the flag named with it: flags win over the",
      "# environment, the environment over this file.",
    ]
    var group = ""
    for setting in Settings.inFiles {
      let parts = setting.path.split(separator: ".").map(String.init)
      let key = parts.last ?? setting.path
      let newGroup = parts.dropLast().joined(separator: ".")
      lines.append("")
      if newGroup != group, !newGroup.isEmpty { lines.append("\(newGroup):") }
      group = newGroup
      let indent = newGroup.isEmpty ? "" : "  "
      lines += comment(for: setting).map { "\(indent)# \($0)" }
      lines.append("\(indent)\(key): \(setting.yamlText)")
    }
    return (lines + clusters).joined(separator: "\n") + "\n"
  }

  private static func comment(for setting: SettingDeclaration) -> [String] {
    let width = Help.width - 4
    return TextWrap.lines(of: setting.help, width: width)
      + TextWrap.lines(
        of: "\(setting.defaultPhrase.prefix(1).uppercased())\(setting.defaultPhrase.dropFirst()). Allowed: \(setting.allowed).",
        width: width)
      + ["\(setting.environmentName), \(setting.flag)"]
  }

  private static let clusters =
    [
      "",
      "# Several clusters take the place of bootstrap above. Each has a name, the value of the label \"cluster\", and may have",
      "# its own value of these, the others being those above:",
    ]
    + TextWrap.lines(of: Settings.inFiles.filter { $0.scope == .cluster }.map(\.path).joined(separator: ", ") + ".", width: Help.width - 4)
    .map {
      "# \($0)"
    } + [
      "# clusters:",
      "#   - name: orders",
      "#     bootstrap: [\"orders-1:9092\", \"orders-2:9092\"]",
      "#   - name: logs",
      "#     bootstrap: [\"logs-1:9092\"]",
      "#     interval: 30s",
      "#     topics:",
      "#       exclude: [\"debug-.*\"]",
    ]
}
