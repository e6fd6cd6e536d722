import TestSupport
import Testing

extension RealBrokers {
  struct StoppedBrokerTests {
    /// Generous for a machine that runs three brokers on two cores; a scrape that waited for a broker would take a second and more.
    static let slowestScrape = Duration.milliseconds(250)

    @Test func aBrokerThatHangsCostsOnlyItsOwnFactsAndAllReturn() async throws {
      let cluster = try await SharedClusters.cluster()
      let healthy = uniqueName("healthy")
      let hanging = uniqueName("hanging")
      try await cluster.tools.createTopic(healthy, assignment: [[1], [2]])
      // Without another replica nobody else can lead it.
      try await cluster.tools.createTopic(hanging, assignment: [[3], [1]])
      try await cluster.tools.produce(5, to: hanging)
      let producers = [
        try await LiveProducer.steady(cluster, topic: healthy, partition: 0),
        try await LiveProducer.steady(cluster, topic: healthy, partition: 1),
      ]
      let exporter = try await ExporterProcess.serve([
        "--bootstrap", cluster.bootstrap, "--interval", "500ms", "--timeouts-request", "2s", "--stale-after", "10s",
      ])
      let end = "kafka_topic_partition_log_end_offset"
      let hung = ["topic": hanging, "partition": "0"]
      var growth = Growth()
      _ = try await exporter.page("all brokers answer, and records come in") {
        $0.values("kafka_broker_up", by: "broker") == [["1"]: 1, ["2"]: 1, ["3"]: 1] && $0.value(end, hung) == 5
          && ($0.value(end, ["topic": healthy, "partition": "0"]) ?? 0) > 10
      }
      let (_, before) = try await exporter.scrape(within: .seconds(10), until: "it was scraped for a while") { page in
        growth.note(page, healthy)
        return growth.scrapes == 60
      }

      try await cluster.pause(3)
      let (stale, whileStale) = try await exporter.scrape(within: .seconds(20), until: "its facts are marked as stale") { page in
        growth.note(page, healthy)
        return page.value("kafka_broker_up", ["broker": "3"]) == 0
          && (page.value("kafka_exporter_missing_facts", ["fact": "log_end_offset", "reason": "stale"]) ?? 0) >= 1
      }
      #expect(stale.value(end, hung) == 5)
      let (dropped, whileHanging) = try await exporter.scrape(within: .seconds(30), until: "its facts are dropped") { page in
        growth.note(page, healthy)
        return page.value(end, hung) == nil && page.value("kafka_broker_up", ["broker": "1"]) == 1
          && page.value("kafka_broker_up", ["broker": "2"]) == 1
      }
      #expect((dropped.value("kafka_exporter_missing_facts", ["fact": "log_end_offset", "reason": "expired"]) ?? 0) >= 1)
      #expect(dropped.value("kafka_topic_log_end_offset_sum", ["topic": hanging]) == nil)
      #expect(dropped.value(end, ["topic": hanging, "partition": "1"]) == 0)
      let (fenced, whileFenced) = try await exporter.scrape(within: .seconds(30), until: "the partition has no leader") { page in
        growth.note(page, healthy)
        return page.value("kafka_topic_partition_offline", hung) == 1
      }
      #expect((fenced.value("kafka_cluster_partitions_offline") ?? 0) >= 1)
      #expect(try await exporter.get("/ready").status == 200)

      try await cluster.resume(3)
      let (_, whileReturning) = try await exporter.scrape(within: .seconds(40), until: "everything has returned") { page in
        growth.note(page, healthy)
        return page.value("kafka_broker_up", ["broker": "3"]) == 1 && page.value(end, hung) == 5
          && page.value("kafka_topic_partition_offline", hung) == nil
          && page.value("kafka_exporter_missing_facts", ["fact": "log_end_offset"]) == nil
      }

      for (name, times) in [
        ("before", before), ("stale", whileStale), ("hanging", whileHanging), ("fenced", whileFenced), ("returning", whileReturning),
      ] {
        print("scrapes \(name): \(times.count), median \(times.median), worst \(times.worst)")
        #expect(times.worst < Self.slowestScrape, "\(name)")
        #expect(times.median < max(before.median * 4, .milliseconds(20)), "\(name)")
      }
      print("healthy partitions stood still for \(growth.longestStandstill) at most")
      // One poll may wait for the broker until the request's deadline, here two seconds; the page is never older than that and some polls.
      #expect(growth.longestStandstill < .seconds(5))
      #expect(!growth.wentBack)
      #expect(exporter.logLines("broker does not answer", "broker=3 ").count == 1)
      #expect(exporter.logLines("broker answers again", "broker=3 ").count == 1)

      for producer in producers { try await producer.terminate() }
      try await exporter.stop()
      for topic in [healthy, hanging] { try await cluster.tools.deleteTopic(topic) }
    }
  }
}

/// Watches the log ends of a topic that is written to all the time.
private struct Growth {
  private let clock = ContinuousClock()
  private var last: [String: (end: Double, since: ContinuousClock.Instant)] = [:]
  private(set) var scrapes = 0
  private(set) var longestStandstill = Duration.zero
  private(set) var wentBack = false

  mutating func note(_ page: PrometheusPage, _ topic: String) {
    scrapes += 1
    let now = clock.now
    for partition in ["0", "1"] {
      // Absent is the worst standstill of all: the time goes on from when it was last seen to move.
      let end = page.value("kafka_topic_partition_log_end_offset", ["topic": topic, "partition": partition])
      guard let known = last[partition] else {
        last[partition] = end.map { ($0, now) }
        continue
      }
      longestStandstill = max(longestStandstill, now - known.since)
      guard let end, end != known.end else { continue }
      if end < known.end { wentBack = true }
      last[partition] = (end, now)
    }
  }
}
