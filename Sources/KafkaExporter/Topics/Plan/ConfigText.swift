import YAML

/// Configs as they are shown: Kafka's name and value, and for large numbers what they come to.
enum ConfigText {
  /// `retention.ms=604800000 (7d)`
  static func pair(_ name: String, _ value: String) -> String {
    "\(name)=\(self.value(of: name, value))"
  }

  /// `604800000 (7d)`
  static func value(of name: String, _ value: String) -> String {
    let shown = value.isEmpty ? "\"\"" : value.contains(",") ? "[\(value)]" : value
    return shown + (inUnits(name, value).map { " (\($0))" } ?? "")
  }

  private static func inUnits(_ name: String, _ value: String) -> String? {
    guard let number = Int64(value) else { return nil }
    if number == -1, ["retention.ms", "retention.bytes"].contains(name) { return "unlimited" }
    let units: UnitText
    if name.hasSuffix(".ms") { units = .duration } else if name.hasSuffix(".bytes") { units = .bytes } else { return nil }
    return number > 0 ? units.format(number) : nil
  }
}
