/// Grafana's `label_values(selector, label)`, by which a variable gets its values.
public struct LabelValues: Sendable {
  public let selector: String
  public let label: String

  /// nil for any other text.
  public init?(_ definition: String) throws {
    guard let found = try /label_values\((.+), ?([a-z_]+)\)/.wholeMatch(in: definition) else { return nil }
    selector = String(found.1)
    label = String(found.2)
  }
}
