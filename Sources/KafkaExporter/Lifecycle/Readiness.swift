/// When a cluster counts as read.
package struct ReadinessRules: Sendable, Equatable {
  /// The collector whose success makes the rest possible.
  package var collector: String
  /// Seconds since its last success after which the cluster is not ready any more: some polls' worth, so that one late poll changes nothing.
  package var maximumAgeSeconds: Double

  package init(collector: String = "metadata", maximumAgeSeconds: Double) {
    self.collector = collector
    self.maximumAgeSeconds = maximumAgeSeconds
  }
}

/// Whether what is served can be relied on: every configured cluster has a snapshot whose metadata was read a short while ago.
package enum Readiness: Sendable, Equatable {
  case ready
  /// One sentence for every cluster that is not ready, in the order of the configuration.
  case notReady(reasons: [String])

  /// - Parameter now: Unix seconds.
  package init(_ status: DaemonStatus, at now: Double, rules: ReadinessRules) {
    guard !status.clusters.isEmpty else {
      self = .notReady(reasons: ["no cluster is configured"])
      return
    }
    let reasons = status.clusters.compactMap { Self.reason($0, at: now, rules: rules) }
    self = reasons.isEmpty ? .ready : .notReady(reasons: reasons)
  }

  /// Why a cluster is not ready; nil when it is.
  package static func reason(_ cluster: ClusterStatus, at now: Double, rules: ReadinessRules) -> String? {
    let subject = cluster.name.map { "cluster \($0): " } ?? ""
    let brokers = cluster.bootstrap.joined(separator: ",")
    let facts = cluster.collectors.first { $0.name == rules.collector }
    let failure = cluster.failure ?? facts?.failure
    guard cluster.snapshotTimestamp != nil, let lastSuccess = facts?.lastSuccess else {
      return subject + (failure.map { "no broker of \(brokers) answers: \($0)" } ?? "the first poll of \(brokers) is not finished")
    }
    let age = now - lastSuccess
    guard age > rules.maximumAgeSeconds else { return nil }
    return subject + "the \(rules.collector) of \(brokers) was last read \(Age(seconds: age)) ago" + (failure.map { ": \($0)" } ?? "")
  }
}
