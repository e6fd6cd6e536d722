import Transport

/// Logs what changed between polls: a cluster, broker or collector that breaks is one line when it breaks and one when it is back.
struct PollLog: Sendable {
  private enum Subject: Hashable {
    case cluster
    case broker(Int32)
    case collector(String)
  }

  private let logger: Logger
  private let bootstrap: String
  private var transitions = TransitionLog<Subject>()
  private var isFirst = true

  init(_ logger: Logger, bootstrap: [HostPort]) {
    self.logger = logger
    self.bootstrap = bootstrap.map(\.description).joined(separator: ",")
  }

  mutating func note(_ outcome: ClusterPoller.Outcome, at now: ContinuousClock.Instant) {
    let snapshot = outcome.snapshot
    noteCluster(snapshot, at: now)
    let brokers = snapshot.brokers ?? []
    for broker in brokers where broker.isUp != nil { note(broker, at: now) }
    for collector in snapshot.collectors where collector.succeeded != nil {
      note(collector, badAnswer: outcome.badAnswers[collector.name], at: now)
    }
  }

  /// The cluster counts as reached when any broker told who its brokers are.
  private mutating func noteCluster(_ snapshot: ClusterSnapshot, at now: ContinuousClock.Instant) {
    let facts = snapshot.collectors.first { $0.name == ClusterCollector.name }
    switch transitions.record(.cluster, succeeded: facts?.succeeded == true || snapshot.brokers != nil, at: now) {
    case .broke:
      logger.error("no broker answers", ["bootstrap": bootstrap, "reason": facts?.failure ?? "unknown"])
    case .returned(let duration, let failures):
      logger.info("brokers answer again", ["broken_seconds": Int(duration.inSeconds.rounded()), "failed_polls": failures])
    case nil:
      break
    }
    if isFirst, let brokers = snapshot.brokers {
      isFirst = false
      logger.info(
        "cluster reached",
        [
          "cluster_id": snapshot.clusterID ?? "", "brokers": brokers.count, "topics": snapshot.layout.topics.count,
          "partitions": snapshot.layout.partitionCount, "groups": snapshot.groups.count,
        ])
    }
  }

  private mutating func note(_ broker: BrokerFacts, at now: ContinuousClock.Instant) {
    let address = broker.host.map { "\($0):\(broker.port)" } ?? "unknown"
    switch transitions.record(.broker(broker.id), succeeded: broker.isUp == true, at: now) {
    case .broke:
      let reason = broker.isRegistered ? broker.failure ?? "no answer" : broker.host == nil ? "is not in the cluster" : "left the cluster"
      logger.warning("broker does not answer", ["broker": broker.id, "address": address, "reason": reason])
    case .returned(let duration, let failures):
      logger.info(
        "broker answers again",
        ["broker": broker.id, "address": address, "broken_seconds": Int(duration.inSeconds.rounded()), "failed_polls": failures])
    case nil:
      break
    }
  }

  private mutating func note(_ collector: CollectorFacts, badAnswer: String?, at now: ContinuousClock.Instant) {
    switch transitions.record(.collector(collector.name), succeeded: badAnswer == nil, at: now) {
    case .broke:
      logger.warning("collector fails", ["collector": collector.name, "reason": badAnswer ?? ""])
    case .returned(let duration, let failures):
      logger.info(
        "collector succeeds again",
        ["collector": collector.name, "broken_seconds": Int(duration.inSeconds.rounded()), "failed_polls": failures])
    case nil:
      break
    }
  }
}
