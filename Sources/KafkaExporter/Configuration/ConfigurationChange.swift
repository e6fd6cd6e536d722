/// What a reload can and can not put into effect.
package struct ConfigurationChange: Sendable, Equatable {
  /// Key paths that changed and take effect only at the next start; the running values stay.
  package let needRestart: [String]
  /// What is to be run from now on: the new configuration with the old values of `needRestart`.
  package let effective: Configuration
  /// Whether anything changes now.
  package let isEffective: Bool

  package init(from old: Configuration, to new: Configuration) {
    var effective = new
    effective.listen = old.listen
    effective.http = old.http
    let pairs: [(SettingDeclaration, Bool)] = [
      (Settings.listen.declaration, old.listen != new.listen),
      (Settings.httpConnections.declaration, old.http.connections != new.http.connections),
      (Settings.httpConnectionsPerAddress.declaration, old.http.connectionsPerAddress != new.http.connectionsPerAddress),
      (Settings.httpTimeout.declaration, old.http.timeoutSeconds != new.http.timeoutSeconds),
    ]
    needRestart = pairs.filter(\.1).map(\.0.path)
    self.effective = effective
    isEffective = effective != old
  }
}
