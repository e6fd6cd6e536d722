/// A configuration and where each of its values came from.
package struct LoadedConfiguration: Sendable {
  package let configuration: Configuration
  /// By key path; a cluster's own values are under `clusters[0].`. What is missing has its default.
  package let origins: [String: SettingOrigin]

  /// Where a value came from.
  package func origin(of path: String) -> SettingOrigin { origins[path] ?? .builtIn }
}
