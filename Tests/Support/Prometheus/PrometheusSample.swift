/// One line of a page: a series and its value.
public struct PrometheusSample: Hashable, Sendable {
  public let name: String
  public let labels: [String: String]
  public let value: Double
  /// As sent: milliseconds in the text format, seconds in OpenMetrics.
  public let timestamp: Double?

  public init(name: String, labels: [String: String] = [:], value: Double, timestamp: Double? = nil) {
    self.name = name
    self.labels = labels
    self.value = value
    self.timestamp = timestamp
  }
}
