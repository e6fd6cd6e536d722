import YAML

/// Checks the words of `families` against the families there are.
enum FamilyNames {
  static func problems(of values: SettingValues, known: [String]) -> [ConfigurationProblem] {
    let path = Settings.families.declaration.path
    let origin = values.origins[path] ?? .builtIn
    var problems: [ConfigurationProblem] = []
    for (index, word) in values[Settings.families].enumerated() {
      if word == "default" || word == "all" {
        if index > 0 { problems.append(ConfigurationProblem(origin, path, "\"\(word)\" must stand first")) }
        continue
      }
      let name = String(word.dropFirst())
      guard !known.isEmpty, !known.contains(name) else { continue }
      problems.append(
        ConfigurationProblem(origin, path, "there is no family \(Spelling.quoted(name))" + Spelling.hint(for: name, among: known)))
    }
    return problems
  }
}
