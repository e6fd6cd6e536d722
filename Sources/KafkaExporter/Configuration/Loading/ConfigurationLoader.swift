/// Makes a configuration from defaults, file, environment and flags, each taking precedence over those before it.
///
/// A cluster's entry in the file is more special than all of them: what it says holds for that cluster, and environment and flags give the
/// values of the clusters that say nothing.
package enum ConfigurationLoader {
  /// Reads the file that flags or environment name, then loads; a file that they do not name is not looked for.
  ///
  /// - Throws: every problem found, at once.
  package static func load(
    environment: [String: String], flags: [FlagValue]
  ) throws(ConfigurationError) -> LoadedConfiguration {
    var file: ConfigurationFile?
    if let name = fileName(environment: environment, flags: flags) { file = try ConfigurationFile.read(name) }
    return try load(file: file, environment: environment, flags: flags)
  }

  /// The file that a flag or, without one, the environment names.
  package static func fileName(environment: [String: String], flags: [FlagValue]) -> String? {
    let config = Settings.config.declaration
    let name = flags.last { $0.path == config.path }?.texts.last ?? environment[config.environmentName]
    return name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The same from texts alone: equal arguments give equal results.
  ///
  /// - Throws: every problem found, at once.
  package static func load(
    file: ConfigurationFile?, environment: [String: String] = [:], flags: [FlagValue] = []
  ) throws(ConfigurationError) -> LoadedConfiguration {
    let fromFile = file.map { FileSettings($0) }
    var top = fromFile?.top ?? SettingLayer()
    top.problems = ((fromFile?.clusters ?? []).flatMap(\.layer.problems) + top.problems).sorted { $0.origin.isBefore($1.origin) }
    EnvironmentSettings.read(environment, into: &top)
    for flag in flags {
      guard let setting = Settings.all.first(where: { $0.path == flag.path }) else {
        top.problems.append(ConfigurationProblem(.flag(name: flag.flag), "", "unknown"))
        continue
      }
      top.take(setting, texts: flag.texts, from: .flag(name: flag.flag))
    }
    // What does not fit together is judged only when each value is sound: a wrong value would make wrong complaints.
    guard top.problems.isEmpty else { throw ConfigurationError(top.problems) }

    let clusters = try self.clusters(of: fromFile, top: top.values)
    let problems = ConfigurationRelations.problems(top: top.values, clusters: clusters)
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    return LoadedConfiguration(
      configuration: Configuration(top.values, clusters: clusters.map { ClusterConfiguration(name: $0.name, $0.values) }),
      origins: origins(top: top.values, clusters: fromFile?.clusters ?? []))
  }

  private static func clusters(of file: FileSettings?, top: SettingValues) throws(ConfigurationError) -> [ClusterValues] {
    let bootstrap = Settings.bootstrap.declaration
    guard let file, let entries = file.clusters else {
      return [ClusterValues(name: nil, path: "", origin: file?.origin ?? .builtIn, values: top)]
    }
    if let origin = top.origins[bootstrap.path] {
      throw ConfigurationError([
        ConfigurationProblem(
          origin, bootstrap.path,
          "given together with clusters (\(file.clustersOrigin)); remove it, or remove clusters: each of them has its own bootstrap")
      ])
    }
    return entries.map { ClusterValues(name: $0.name, path: $0.path, origin: $0.origin, values: $0.layer.values.over(top)) }
  }

  private static func origins(top: SettingValues, clusters: [FileSettings.Cluster]) -> [String: SettingOrigin] {
    var origins = top.origins
    for cluster in clusters {
      for (path, origin) in cluster.layer.values.origins { origins["\(cluster.path).\(path)"] = origin }
    }
    return origins
  }
}

/// A cluster's values over the top level's.
struct ClusterValues {
  var name: String?
  /// `clusters[0]`, or empty for the one cluster of the top level.
  var path: String
  var origin: SettingOrigin
  var values: SettingValues
}
