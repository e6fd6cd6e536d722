/// What the end-to-end probe of a cluster measured and counted, as it is served.
package struct ProbeFacts: Sendable, Equatable {
  /// One broker's part of it: the records sent to partitions that it led, the commits that it coordinated.
  package struct Broker: Sendable, Equatable {
    package var id: Int32
    /// Nil for a broker that no record was sent to, and only commits.
    package var records: ProbeCounts?
    /// From sending to the acknowledgement.
    package var produceSeconds: Histogram
    /// From sending until the record was read.
    package var roundTripSeconds: Histogram
    package var commitSeconds: Histogram
    package var recentProduce: Summary
    package var recentRoundTrip: Summary
    /// Sent, and neither acknowledged nor failed.
    package var inFlight: Int
    /// Acknowledged, and neither received nor lost.
    package var waiting: Int
    /// Seconds since the oldest record was sent that waits; nil when none does.
    package var oldestWaiting: Double?

    package init(id: Int32, bounds: [Double] = []) {
      self.id = id
      produceSeconds = Histogram(bounds: bounds)
      roundTripSeconds = Histogram(bounds: bounds)
      commitSeconds = Histogram(bounds: bounds)
      recentProduce = Summary()
      recentRoundTrip = Summary()
      inFlight = 0
      waiting = 0
    }
  }

  /// Something other than a record that did not work.
  package struct FailureKey: Hashable, Sendable {
    /// `read`, `commit`, `create_topic`, ...: a closed set.
    package var operation: String
    /// Kafka's own name of the error in lower case, or why there was no answer; at most as many as Kafka has error codes.
    package var reason: String

    package init(operation: String, reason: String) {
      self.operation = operation
      self.reason = reason
    }
  }

  /// Sorted by id.
  package var brokers: [Broker] = []
  package var failures: [FailureKey: UInt64] = [:]

  package init() {}
}

/// Quantiles of a while, and sum and count of all time.
package struct Summary: Sendable, Equatable {
  package struct Quantile: Sendable, Equatable {
    package var quantile: Double
    package var value: Double
  }

  package var quantiles: [Quantile]
  package var sum: Double
  package var count: UInt64

  package init(quantiles: [(Double, Double)] = [], sum: Double = 0, count: UInt64 = 0) {
    self.quantiles = quantiles.map { Quantile(quantile: $0.0, value: $0.1) }
    self.sum = sum
    self.count = count
  }
}
