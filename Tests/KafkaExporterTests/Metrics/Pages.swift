import KafkaExporter
import TestSnapshots

/// Clusters whose names and values are as awkward as they can be.
enum Pages {
  static let awkward = [east, west]

  static var exporter: ExporterFacts {
    var facts = ExporterFacts()
    facts.version = "1.2.3"
    facts.requests = [
      .init(cluster: "west", api: "ListOffsets", broker: "2", outcome: "timeout"): 3,
      .init(cluster: "west", api: "ListOffsets", broker: "2", outcome: "success"): 40,
      .init(cluster: "ea\"st\\", api: "Metadata", broker: "bootstrap", outcome: "success"): 7,
    ]
    facts.receivedBytes = ["west": 123_456, "ea\"st\\": 0]
    facts.pollsSkipped = ["west": 1, "ea\"st\\": 0]
    facts.httpRequests = [
      .init(path: "/metrics", code: 200): 12, .init(path: "other", code: 404): 1, .init(path: "/metrics", code: 405): 2,
    ]
    facts.process.cpuSeconds = 0.1 + 0.2
    facts.process.residentMemoryBytes = 41_943_040
    facts.process.virtualMemoryBytes = 1 << 40
    facts.process.openFileDescriptors = 19
    facts.process.maximumFileDescriptors = 1024
    facts.process.startTimeSeconds = 1_699_999_000.25
    facts.process.threads = 5
    return facts
  }

  private static var west: ClusterSnapshot {
    var builder = SnapshotBuilder()
    builder.topic(
      "orders",
      config: TopicConfig(minInSyncReplicas: 2, cleanupPolicy: "compact,delete", retentionMilliseconds: -1, retentionBytes: 1 << 40),
      recreations: 1,
      partitions: [
        .init(leader: 1, epoch: 4, replicas: [1, 2, 3], inSync: 3, start: 10, end: 1000, stable: 990),
        .init(leader: 3, epoch: 5, replicas: [2, 3, 1], inSync: 2, offline: 1, start: 0, end: 7),
        .init(leader: -1, epoch: 6, replicas: [2], inSync: 1, offline: 1, start: nil, end: nil),
      ])
    builder.topic("größe", config: TopicConfig(retentionMilliseconds: 1500), partitions: [.init(start: 5, end: 9_007_199_254_740_993)])
    builder.topic("__consumer_offsets", isInternal: true, partitions: [.init(replicas: [3, 1], inSync: 1, start: 0, end: 12)])
    builder.group(
      GroupFacts(
        id: "billing", protocolName: "range", state: "Stable", coordinator: 3,
        members: [
          GroupMember(memberID: "m-1", clientID: "a\\b", host: "/10.0.0.1", instanceID: "static-1", assignedPartitions: 2),
          GroupMember(memberID: "m-2", clientID: "", host: "/10.0.0.2"),
        ], rebalances: 3),
      commits: [.init("orders", 0): 900, .init("orders", 2): 4, .init("größe", 0): 2],
      assigned: [(.init("orders", 0), 0), (.init("orders", 1), 0)], subscribed: ["orders"])
    builder.group(
      GroupFacts(id: "say \"hi\"\nto C:\\temp\\né", type: .consumer, state: "Empty", members: []), commits: [.init("orders", 1): 9])
    builder.group(GroupFacts(id: "unknown"))
    var snapshot = builder.snapshot(name: "west")
    snapshot.clusterID = "Mk3OEYBSD34fcwNTJENDM2"
    snapshot.controller = 2
    snapshot.brokers = [broker(1), broker(2), broker(10)]
    snapshot.probe = probe
    snapshot.missing = [
      MissingFacts(fact: "log_end_offset", reason: "no_leader", count: 1),
      MissingFacts(fact: "committed_offset", reason: "stale", count: 2),
      MissingFacts(fact: "log_end_offset", reason: "no_leader", count: 2),
    ]
    snapshot.collectors = [
      CollectorFacts(name: "topics", succeeded: true, durationSeconds: .nan, lastSuccess: 1_700_000_000.125),
      CollectorFacts(name: "groups", succeeded: false, durationSeconds: 1e-7, failure: "timeout"), CollectorFacts(name: "offsets"),
    ]
    return snapshot
  }

  /// A broker that records were sent to, and one that only commits.
  private static var probe: ProbeFacts {
    let start = ContinuousClock.now
    var ledger = ProbeLedger(bounds: [0.00025, 0.001, 0.01], deadline: .milliseconds(2))
    for (offset, milliseconds) in [1, 3, 5].enumerated() {
      guard let sequence = ledger.send(to: 0, of: 2, at: start) else { continue }
      ledger.acknowledge(sequence, offset: Int64(offset), at: start + .milliseconds(milliseconds))
      ledger.read(0, offset: Int64(offset), sequence: sequence, at: start + .milliseconds(milliseconds * 2))
    }
    if let failed = ledger.send(to: 0, of: 2, at: start) { ledger.fail(failed, .notEnoughReplicas, at: start) }
    if let waiting = ledger.send(to: 0, of: 2, at: start) { ledger.acknowledge(waiting, offset: 9, at: start) }
    ledger.commit(by: 10, took: .milliseconds(2))
    ledger.note(.init(operation: "commit", reason: "not_coordinator"))
    ledger.note(.init(operation: "commit", reason: "group_authorization_failed"))
    return ledger.facts(at: start + .seconds(4))
  }

  private static func broker(_ id: Int32) -> BrokerFacts {
    var histogram = Histogram(bounds: [0.0005, 0.1, 1, 2.5])
    for value in [0.0001, 0.0625, 0.5, 7] where id != 10 { histogram.observe(value) }
    return BrokerFacts(
      id: id, host: "kafka-\(id)", port: 9092, rack: id == 1 ? "r\"1\"" : nil, isUp: id == 10 ? nil : id == 1,
      lastAnswer: id == 10 ? nil : 1_700_000_000, responseSeconds: histogram, partitions: id == 10 ? nil : 4)
  }

  /// Of which nothing is known but one topic.
  private static var east: ClusterSnapshot {
    var builder = SnapshotBuilder()
    builder.topic("orders", partitions: [.init(end: 3)])
    return builder.snapshot(name: "ea\"st\\")
  }
}

extension PageRenderer {
  func text(_ clusters: [ClusterSnapshot], _ exporter: ExporterFacts = ExporterFacts(), format: PageFormat = .text) -> String {
    render(clusters: clusters.map { ClusterPage($0) }, exporter: exporter, format: format).text
  }
}

extension PageBytes {
  var text: String {
    unsafe withUnsafeBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
  }

  var array: [UInt8] {
    unsafe withUnsafeBytes { bytes in unsafe Array(bytes) }
  }
}
