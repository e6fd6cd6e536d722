/// What the exporter knows of its own work.
package enum ExporterFamilies {
  package static let all = [
    buildInfo, collectorSuccess, collectorDuration, collectorLastSuccess, missingFacts, requests, receivedBytes, pollsSkipped,
    snapshotTimestamp,
    pageBytes, renderSeconds, seriesDropped, httpRequests,
  ]

  package static let buildInfo = Family(
    "exporter_build_info", .info, labels: [.version], level: .exporter,
    help: "The exporter's version.",
    source: .exporter { page, writer in
      writer.series()
      writer.label(.version, page.exporter.version)
      writer.value(1 as Int64)
    })

  package static let collectorSuccess = collector(
    "exporter_collector_success", help: "Whether the collector's last run got everything it asked for."
  ) { $0.succeeded.map { $0 ? 1 : 0 } }

  package static let collectorDuration = collector(
    "exporter_collector_duration_seconds", unit: .seconds, help: "How long the collector's last run took."
  ) { $0.durationSeconds }

  package static let collectorLastSuccess = collector(
    "exporter_collector_last_success_timestamp_seconds", unit: .seconds,
    help: "Unix time of the collector's last run that got everything it asked for."
  ) { $0.lastSuccess }

  package static let missingFacts = Family(
    "exporter_missing_facts", .gauge, labels: [.fact, .reason], level: .exporter,
    help: """
      Facts that the last poll should have refreshed and did not. With the reason "stale" they are still on the page, older than one poll; with \
      any other reason they are absent.
      """,
    source: .cluster { cluster, writer in
      var counts: [[String]: Int] = [:]
      for missing in cluster.snapshot.missing { counts[[missing.fact, missing.reason], default: 0] += missing.count }
      for (key, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key, by: utf8Precedes) }) {
        writer.series()
        writer.label(.fact, key[0])
        writer.label(.reason, key[1])
        writer.value(Int64(count))
      }
    })

  package static let snapshotTimestamp = Family(
    "exporter_snapshot_timestamp_seconds", .gauge, unit: .seconds, level: .exporter,
    help: "Unix time at which the facts on this page were put together.",
    source: .cluster { cluster, writer in
      writer.series()
      writer.value(cluster.snapshot.timestamp)
    })

  package static let requests = Family(
    "exporter_requests_total", .counter, labels: [.api, .broker, .outcome], level: .exporter,
    help: "Requests to Kafka, by the API's name, the broker's id (bootstrap before it is known) and how they ended.",
    source: .exporter { page, writer in
      for (key, count) in page.exporter.requests.sorted(by: { requestPrecedes($0.key, $1.key) }) {
        writer.begin(cluster: key.cluster)
        writer.series()
        writer.label(.api, key.api)
        writer.label(.broker, key.broker)
        writer.label(.outcome, key.outcome)
        writer.value(Int64(clamping: count))
      }
    })

  package static let receivedBytes = clusterCounter(
    "exporter_received_bytes_total", unit: .bytes, \.receivedBytes, help: "Bytes that Kafka's brokers sent to the exporter.")

  package static let pollsSkipped = clusterCounter(
    "exporter_polls_skipped_total", \.pollsSkipped, help: "Polls that did not start because the one before had not ended.")

  package static let httpRequests = Family(
    "exporter_http_requests_total", .counter, labels: [.path, .code], level: .exporter,
    help: "Requests to the exporter's HTTP server, by path (other for paths that are not served) and status.",
    source: .exporter { page, writer in
      for (key, count) in page.exporter.httpRequests.sorted(by: { httpPrecedes($0.key, $1.key) }) {
        writer.series()
        writer.label(.path, key.path)
        writer.label(.code, key.code)
        writer.value(Int64(clamping: count))
      }
    })

  private static func collector(
    _ name: String, unit: Family.Unit? = nil, help: String, value: @escaping @Sendable (CollectorFacts) -> Double?
  ) -> Family {
    Family(
      name, .gauge, unit: unit, labels: [.collector], level: .exporter, help: help,
      source: .cluster { cluster, writer in
        for collector in cluster.snapshot.collectors.sorted(by: { utf8Precedes($0.name, $1.name) }) {
          guard let found = value(collector) else { continue }
          writer.series()
          writer.label(.collector, collector.name)
          writer.value(found)
        }
      })
  }

  private static func clusterCounter(
    _ name: String, unit: Family.Unit? = nil, _ counts: any KeyPath<ExporterFacts, [String?: UInt64]> & Sendable, help: String
  ) -> Family {
    Family(
      name, .counter, unit: unit, level: .exporter, help: help,
      source: .exporter { page, writer in
        for (cluster, count) in page.exporter[keyPath: counts].sorted(by: { utf8Precedes($0.key ?? "", $1.key ?? "") }) {
          writer.begin(cluster: cluster)
          writer.series()
          writer.value(Int64(clamping: count))
        }
      })
  }

  private static func requestPrecedes(_ left: ExporterFacts.RequestKey, _ right: ExporterFacts.RequestKey) -> Bool {
    [left.cluster ?? "", left.api, left.broker, left.outcome].lexicographicallyPrecedes(
      [right.cluster ?? "", right.api, right.broker, right.outcome], by: utf8Precedes)
  }

  private static func httpPrecedes(_ left: ExporterFacts.HTTPRequestKey, _ right: ExporterFacts.HTTPRequestKey) -> Bool {
    left.path == right.path ? left.code < right.code : utf8Precedes(left.path, right.path)
  }
}
