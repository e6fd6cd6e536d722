/// What must fit together though each value is right by itself.
enum ConfigurationRelations {
  static func problems(top: SettingValues, clusters: [ClusterValues]) -> [ConfigurationProblem] {
    var problems = clusters.flatMap { Self.problems(of: $0) }
    if top[Settings.httpConnectionsPerAddress] > top[Settings.httpConnections] {
      problems.append(exceeds(Settings.httpConnectionsPerAddress, Settings.httpConnections, of: top))
    }
    // Clusters share the top level, so the same pair can be found wrong in each of them.
    var seen: Set<String> = []
    return problems.filter { seen.insert($0.description).inserted }
  }

  private static func problems(of cluster: ClusterValues) -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    let values = cluster.values
    if values[Settings.bootstrap].isEmpty {
      let setting = Settings.bootstrap.declaration
      let origin = values.origins[setting.path] ?? cluster.origin
      let path = cluster.path.isEmpty ? setting.path : "\(cluster.path).\(setting.path)"
      let remedy =
        cluster.path.isEmpty
        ? "give \(setting.flag) \(setting.placeholder), \(setting.environmentName) or \(setting.path) in the file"
        : "each cluster needs its own"
      problems.append(ConfigurationProblem(origin, path, "no broker to ask first; \(remedy)", allowed: setting.allowed))
    }
    if values[Settings.timeoutConnect] > values[Settings.timeoutRequest] {
      problems.append(exceeds(Settings.timeoutConnect, Settings.timeoutRequest, of: values))
    }
    return problems
  }

  /// `one` is above `limit`: told at the one that was given, the first of them when both were.
  private static func exceeds<Value>(_ one: Setting<Value>, _ limit: Setting<Value>, of values: SettingValues) -> ConfigurationProblem {
    func text(_ setting: Setting<Value>) -> String {
      let origin = values.origins[setting.declaration.path] ?? .builtIn
      return "\(setting.type.write(values[setting]).joined(separator: ",")) (\(origin))"
    }
    let origin = values.origins[one.declaration.path] ?? values.origins[limit.declaration.path] ?? .builtIn
    return ConfigurationProblem(
      origin, one.declaration.path, "\(text(one)) is above \(limit.declaration.path), which is \(text(limit))",
      allowed: "at most \(limit.declaration.path)")
  }
}
