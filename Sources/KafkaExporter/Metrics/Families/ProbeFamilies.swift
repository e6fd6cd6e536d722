/// What the end-to-end probe measures and counts; on the page where there is a probe.
package enum ProbeFamilies {
  package static let all = [
    produceSeconds, roundTripSeconds, commitSeconds, sent, acknowledged, failed, received, late, lost, duplicated, unexpected, skipped,
    inFlight, waiting, oldestWaiting, recentProduce, recentRoundTrip, failures,
  ]

  package static let produceSeconds = histogram(
    "probe_produce_seconds",
    help: "From sending a record to its acknowledgement by all in-sync replicas, by the broker that led its partition."
  ) { $0.records == nil ? nil : $0.produceSeconds }

  package static let roundTripSeconds = histogram(
    "probe_roundtrip_seconds", help: "From sending a record until it was read, by the broker that led its partition."
  ) { $0.records == nil ? nil : $0.roundTripSeconds }

  package static let commitSeconds = histogram(
    "probe_commit_seconds", help: "From sending a commit to its answer, by coordinator."
  ) { $0.commitSeconds.count == 0 ? nil : $0.commitSeconds }

  package static let sent = counter(
    "probe_records_sent_total", help: "Records sent: those acknowledged, those failed and those in flight."
  ) { $0.sent }

  package static let acknowledged = counter(
    "probe_records_acknowledged_total", help: "Records that all in-sync replicas had: those received, those lost and those waiting."
  ) { $0.acknowledged }

  package static let failed = Family(
    "probe_records_failed_total", .counter, labels: [.broker, .reason], level: .broker,
    help: "Records given up, by reason; 0 for timed_out from the start.",
    source: .cluster { cluster, writer in
      for broker in cluster.snapshot.probe?.brokers ?? [] {
        guard let records = broker.records else { continue }
        // A counter that begins with its first failure hides that failure from rate().
        let failed = records.failed.merging([.timedOut: 0]) { known, _ in known }
        for (reason, count) in failed.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          writer.series()
          writer.label(.broker, Int(broker.id))
          writer.label(.reason, reason.rawValue)
          writer.value(Int64(clamping: count))
        }
      }
    })

  package static let received = counter(
    "probe_records_received_total", help: "Records that were acknowledged and read."
  ) { $0.received }

  package static let late = counter(
    "probe_records_late_total", help: "Received records that took longer than probe.deadline."
  ) { $0.late }

  package static let lost = counter(
    "probe_records_lost_total", help: "Acknowledged records whose place in the log was passed without them, or was cut off."
  ) { $0.lost }

  package static let duplicated = counter(
    "probe_records_duplicated_total", help: "Records read once more than sent: a retry that was not needed, or a broker's error."
  ) { $0.duplicated }

  package static let unexpected = counter(
    "probe_records_unexpected_total", help: "Records read though they were reported as failed."
  ) { $0.unexpected }

  package static let skipped = counter(
    "probe_records_skipped_total", help: "Records not sent because too many before them had no outcome yet."
  ) { $0.skipped }

  package static let inFlight = gauge(
    "probe_in_flight_records", help: "Records sent, and neither acknowledged nor failed."
  ) { $0.records == nil ? nil : Double($0.inFlight) }

  package static let waiting = gauge(
    "probe_waiting_records", help: "Records acknowledged, and neither received nor lost."
  ) { $0.records == nil ? nil : Double($0.waiting) }

  package static let oldestWaiting = gauge(
    "probe_oldest_waiting_seconds", unit: .seconds, help: "Time since the oldest record was sent that waits; absent when none does."
  ) { $0.oldestWaiting }

  package static let recentProduce = summary(
    "probe_recent_produce_seconds", help: "Quantiles of probe_produce_seconds over the last minute; sum and count of all time."
  ) { $0.recentProduce }

  package static let recentRoundTrip = summary(
    "probe_recent_roundtrip_seconds", help: "Quantiles of probe_roundtrip_seconds over the last minute; sum and count of all time."
  ) { $0.recentRoundTrip }

  package static let failures = Family(
    "probe_failures_total", .counter, labels: [.operation, .reason], level: .cluster,
    help: "What else did not work: reading, committing, looking after the topic.",
    source: .cluster { cluster, writer in
      let failures = cluster.snapshot.probe?.failures ?? [:]
      for (key, count) in failures.sorted(by: { ($0.key.operation, $0.key.reason) < ($1.key.operation, $1.key.reason) }) {
        writer.series()
        writer.label(.operation, key.operation)
        writer.label(.reason, key.reason)
        writer.value(Int64(clamping: count))
      }
    })
}

// The shapes of the families: one value for each broker. A nil value is a series that is absent.
extension ProbeFamilies {
  private static func counter(_ name: String, help: String, _ value: @escaping @Sendable (ProbeCounts) -> UInt64) -> Family {
    Family(
      name, .counter, labels: [.broker], level: .broker, help: help,
      source: .cluster { cluster, writer in
        for broker in cluster.snapshot.probe?.brokers ?? [] {
          guard let records = broker.records else { continue }
          writer.series()
          writer.label(.broker, Int(broker.id))
          writer.value(Int64(clamping: value(records)))
        }
      })
  }

  private static func gauge(
    _ name: String, unit: Family.Unit? = nil, help: String, _ value: @escaping @Sendable (ProbeFacts.Broker) -> Double?
  ) -> Family {
    Family(
      name, .gauge, unit: unit, labels: [.broker], level: .broker, help: help,
      source: .cluster { cluster, writer in
        for broker in cluster.snapshot.probe?.brokers ?? [] {
          guard let found = value(broker) else { continue }
          writer.series()
          writer.label(.broker, Int(broker.id))
          writer.value(found)
        }
      })
  }

  private static func histogram(_ name: String, help: String, _ value: @escaping @Sendable (ProbeFacts.Broker) -> Histogram?) -> Family {
    Family(
      name, .histogram, unit: .seconds, labels: [.broker], level: .broker, help: help,
      source: .cluster { cluster, writer in
        for broker in cluster.snapshot.probe?.brokers ?? [] {
          guard let found = value(broker) else { continue }
          writer.series()
          writer.label(.broker, Int(broker.id))
          writer.value(found)
        }
      })
  }

  private static func summary(_ name: String, help: String, _ value: @escaping @Sendable (ProbeFacts.Broker) -> Summary) -> Family {
    Family(
      name, .summary, unit: .seconds, labels: [.broker], level: .broker, help: help,
      source: .cluster { cluster, writer in
        for broker in cluster.snapshot.probe?.brokers ?? [] where value(broker).count > 0 {
          writer.series()
          writer.label(.broker, Int(broker.id))
          writer.value(value(broker))
        }
      })
  }
}
