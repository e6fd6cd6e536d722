/// A configuration and where each of its values came from.
public struct LoadedConfiguration: Sendable {
  public let configuration: Configuration
  /// By key path; a cluster's own values are under `clusters[0].`. What is missing has its default.
  public let origins: [String: SettingOrigin]

  /// Where a value came from.
  public func origin(of path: String) -> SettingOrigin { origins[path] ?? .builtIn }
}
