/// The values that were given, by key path, and where each came from. What was not given is read from the next layer, at last the default.
struct SettingValues: Sendable {
  private var values: [String: any Sendable] = [:]
  private(set) var origins: [String: SettingOrigin] = [:]

  subscript<Value>(setting: Setting<Value>) -> Value {
    values[setting.declaration.path] as? Value ?? setting.fallback
  }

  func isGiven(_ path: String) -> Bool { values[path] != nil }

  /// A value that may not be above another one's: a default gives way to a limit that somebody lowered.
  func capped<Value: Comparable>(_ setting: Setting<Value>, by limit: Setting<Value>) -> Value {
    isGiven(setting.declaration.path) ? self[setting] : min(self[setting], self[limit])
  }

  mutating func set(_ path: String, to value: some Sendable) {
    values[path] = value
  }

  mutating func record(_ origin: SettingOrigin, of path: String) {
    origins[path] = origin
  }

  /// These values over those of another layer.
  func over(_ other: SettingValues) -> SettingValues {
    var result = self
    result.values.merge(other.values) { mine, _ in mine }
    result.origins.merge(other.origins) { mine, _ in mine }
    return result
  }
}
