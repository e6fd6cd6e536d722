/// What is known of each broker.
package enum BrokerFamilies {
  package static let all = [
    info, isUp, lastResponse, responseSeconds, partitions, leaderPartitions, preferredLeaderPartitions,
  ]

  package static let info = Family(
    "broker_info", .info, labels: [.broker, .host, .port, .rack], level: .broker,
    help: "Where a broker is, as the cluster's metadata tells it.",
    source: .cluster { cluster, writer in
      for broker in cluster.snapshot.brokers ?? [] {
        guard let host = broker.host else { continue }
        writer.series()
        writer.label(.broker, Int(broker.id))
        writer.label(.host, host)
        writer.label(.port, Int(broker.port))
        writer.label(.rack, broker.rack ?? "")
        writer.value(1 as Int64)
      }
    })

  package static let isUp = Family(
    "broker_up", .gauge, labels: [.broker], level: .broker,
    help: "Whether the broker answered the exporter's last request in time.",
    source: .cluster { cluster, writer in
      writer.brokers(of: cluster) { broker, _ in broker.isUp.map { $0 ? 1 : 0 } }
    })

  package static let lastResponse = Family(
    "broker_last_response_timestamp_seconds", .gauge, unit: .seconds, labels: [.broker], level: .broker,
    help: "Unix time of the broker's last answer to the exporter.",
    source: .cluster { cluster, writer in
      writer.brokers(of: cluster) { broker, _ in broker.lastAnswer }
    })

  package static let responseSeconds = Family(
    "broker_response_seconds", .histogram, unit: .seconds, labels: [.broker], level: .broker,
    help: "Round trips of the exporter's own requests to the broker.",
    source: .cluster { cluster, writer in
      for broker in cluster.snapshot.brokers ?? [] where !broker.responseSeconds.bounds.isEmpty {
        writer.series()
        writer.label(.broker, Int(broker.id))
        writer.value(broker.responseSeconds)
      }
    })

  package static let partitions = Family(
    "broker_partitions", .gauge, labels: [.broker], level: .broker,
    help: "Partitions that have a replica on the broker.",
    source: .cluster { cluster, writer in
      writer.brokers(of: cluster) { broker, _ in broker.partitions.map { Double($0) } }
    })

  package static let leaderPartitions = Family(
    "broker_leader_partitions", .gauge, labels: [.broker], level: .broker,
    help: "Partitions that the broker leads.",
    source: .cluster { cluster, writer in
      writer.brokers(of: cluster, counted: cluster.snapshot.partitions.leader)
    })

  package static let preferredLeaderPartitions = Family(
    "broker_preferred_leader_partitions", .gauge, labels: [.broker], level: .broker,
    help: "Partitions that list the broker first among their replicas, whether it leads them now or not.",
    source: .cluster { cluster, writer in
      writer.brokers(of: cluster, counted: cluster.snapshot.partitions.preferredLeader)
    })
}

extension SeriesWriter {
  /// How often each broker stands in a column of broker ids.
  fileprivate mutating func brokers(of cluster: ClusterPage, counted column: [Int32]) {
    guard cluster.snapshot.hasTopics else { return }
    let ids = (cluster.snapshot.brokers ?? []).map(\.id)
    var counts = [Int](repeating: 0, count: ids.count)
    for id in column {
      var low = 0
      var high = ids.count
      while low < high {
        let middle = (low + high) / 2
        if ids[middle] < id { low = middle + 1 } else { high = middle }
      }
      if low < ids.count, ids[low] == id { counts[low] += 1 }
    }
    brokers(of: cluster) { _, index in Double(counts[index]) }
  }
}
