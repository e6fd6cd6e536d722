/// A broker as the metadata and the exporter's own requests show it.
package struct BrokerFacts: Sendable, Equatable {
  package var id: Int32
  /// Nil for a broker that only the lists of offline replicas name: it has been away for as long as the exporter runs.
  package var host: String?
  package var port: Int32
  package var rack: String?
  /// Whether the metadata names it; one that left is shown for a while, as down.
  package var isRegistered: Bool
  /// Whether the last request to it was answered in time; nil before the first.
  package var isUp: Bool?
  /// Why it does not answer, from a closed set; nil when it does.
  package var failure: String?
  /// Unix seconds of the last answer; nil before the first.
  package var lastAnswer: Double?
  /// Round trips of the exporter's own requests.
  package var responseSeconds: Histogram
  /// Partitions that have a replica on it; nil where the topics' metadata is not known.
  package var partitions: Int?

  package init(
    id: Int32, host: String?, port: Int32, rack: String? = nil, isRegistered: Bool = true, isUp: Bool? = nil, lastAnswer: Double? = nil,
    responseSeconds: Histogram = Histogram(bounds: []), partitions: Int? = nil
  ) {
    self.id = id
    self.host = host
    self.port = port
    self.rack = rack
    self.isRegistered = isRegistered
    self.isUp = isUp
    self.lastAnswer = lastAnswer
    self.responseSeconds = responseSeconds
    self.partitions = partitions
  }
}

/// A cumulative histogram as a value: counts for every bound, and one more for what lies above the last.
package struct Histogram: Sendable, Equatable {
  /// Upper bounds, ascending, without +Inf.
  package let bounds: [Double]
  /// Not cumulative: `counts[i]` observations were at most `bounds[i]` and above the bound before; the last is above all bounds.
  package private(set) var counts: [UInt64]
  package private(set) var sum: Double = 0

  package init(bounds: [Double]) {
    self.bounds = bounds
    counts = [UInt64](repeating: 0, count: bounds.count + 1)
  }

  package mutating func observe(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  package var count: UInt64 { counts.reduce(0, +) }
}
