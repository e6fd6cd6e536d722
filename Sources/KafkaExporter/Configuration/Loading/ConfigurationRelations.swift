/// What must fit together though each value is right by itself.
enum ConfigurationRelations {
  static func problems(top: SettingValues, clusters: [ClusterValues]) -> [ConfigurationProblem] {
    var problems = clusters.flatMap { Self.problems(of: $0) }
    if let problem = excess(of: Settings.httpConnectionsPerAddress, over: Settings.httpConnections, in: top) { problems.append(problem) }
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
        ? "give \(setting.flag) \(setting.valueName), \(setting.environmentName) or \(setting.path) in the file"
        : "each cluster needs its own"
      problems.append(ConfigurationProblem(origin, path, "no broker to ask first; \(remedy)", allowed: setting.allowed))
    }
    if let problem = excess(of: Settings.timeoutConnect, over: Settings.timeoutRequest, in: values) { problems.append(problem) }
    return problems
  }

  /// The problem of a value that was given above its limit. A default above it is no problem: `SettingValues.capped` lowers it.
  private static func excess<Value: Comparable>(
    of one: Setting<Value>, over limit: Setting<Value>, in values: SettingValues
  ) -> ConfigurationProblem? {
    guard values.capped(one, by: limit) > values[limit] else { return nil }
    let path = limit.declaration.path
    let (text, limitText) = (one.type.write(values[one]).joined(), limit.type.write(values[limit]).joined())
    return ConfigurationProblem(
      values.origins[one.declaration.path] ?? .builtIn, one.declaration.path,
      "\(text) is above \(path), which is \(limitText) (\(values.origins[path] ?? .builtIn))", allowed: "at most \(path)")
  }
}
