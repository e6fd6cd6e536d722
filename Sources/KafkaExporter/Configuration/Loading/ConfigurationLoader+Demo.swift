package import Transport

extension ConfigurationLoader {
  /// The configuration of a demo: its flags over what suits a demo. Neither a file nor the environment counts: they are about real clusters.
  ///
  /// - Throws: every problem found, at once.
  package static func loadDemo(bootstrap: [HostPort], flags: [FlagValue]) throws(ConfigurationError) -> Configuration {
    let suited = DemoOptions.defaults.filter { path, _ in !flags.contains { $0.path == path } }
    let own = suited.map { path, text in FlagValue(path: path, flag: "--\(path)", texts: [text]) }
    let brokers = FlagValue(
      path: Settings.bootstrap.declaration.path, flag: Settings.bootstrap.declaration.flag, texts: bootstrap.map(\.description))
    return try load(file: nil, flags: flags + own + [brokers]).configuration
  }
}
