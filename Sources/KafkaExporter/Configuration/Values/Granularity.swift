/// How fine the page is: series for each partition, or only sums for each topic or group.
public enum Granularity: String, Sendable, CaseIterable {
  case partition
  case topic
  case group
}
