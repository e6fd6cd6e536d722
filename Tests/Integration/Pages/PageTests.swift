import TestSupport
import Testing

extension RealBrokers {
  struct PageTests {
    @Test func promtoolAcceptsTheWholePageButForTheNamesOfTheSums() async throws {
      try await withTopicAndGroups { cluster, _, _, _ in
        let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--families", "all", "--interval", "500ms"])
        _ = try await exporter.page("everything was collected") {
          $0.value("kafka_exporter_collector_success", ["collector": "last_stable_offsets"]) == 1 && !$0.samples("kafka_group_lag").isEmpty
        }
        let page = try await exporter.get("/metrics").text
        // A sum of gauges is what these are, and rate() of it is what they are for.
        let sums = ["kafka_group_topic_committed_offset_sum", "kafka_topic_log_end_offset_sum", "kafka_topic_log_start_offset_sum"]
        #expect(
          try await Promtool.complaints(about: page)
            == sums.map { "\($0) non-histogram and non-summary metrics should not have \"_sum\" suffix" })
        #expect(try await !Promtool.complaints(about: page + "kafka_broken{ 1\n").isEmpty)
        try await exporter.stop()
      }
    }

    @Test func aRealPrometheusScrapesItPackedAsOpenMetricsAndAnswersQueries() async throws {
      try await withTopicAndGroups { cluster, topic, group, _ in
        let producer = try await LiveProducer.steady(cluster, topic: topic, partition: 1)
        let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--families", "all", "--interval", "500ms"])
        try await exporter.awaitReady()
        let prometheus = try await PrometheusServer.start(scraping: [exporter.port])
        let lag = try await eventually(within: .seconds(20), every: .milliseconds(200), "the lag was scraped") {
          try await prometheus.query("kafka_group_lag{group=\"\(group)\"}").first
        }
        #expect(lag.value >= 3)
        #expect(try await prometheus.query("up == 1").count == 1)
        let rate = try await eventually(within: .seconds(20), every: .milliseconds(200), "records come in by the second") {
          try await prometheus.query("rate(kafka_topic_log_end_offset_sum{topic=\"\(topic)\"}[30s])").first { $0.value > 0 }
        }
        #expect(rate.value < 100)
        #expect(try await prometheus.query("histogram_quantile(0.5, rate(kafka_broker_response_seconds_bucket[30s]))").count == 3)
        // The text format knows neither the type nor units.
        #expect(try await prometheus.family("kafka_cluster")?.type == "info")
        #expect(try await prometheus.family("kafka_group_topic_lag")?.type == "gauge")
        // Packed pages are only made for those who ask for them, and nobody else scraped.
        #expect(try await prometheus.query("kafka_exporter_page_bytes{encoding=\"gzip\"}").count == 1)
        try await prometheus.stop()
        try await producer.terminate()
        try await exporter.stop()
      }
    }

    @Test func granularityFamiliesPrefixAndBudgetShapeThePage() async throws {
      try await withTopicAndGroups { cluster, topic, group, _ in
        func page(_ arguments: String..., until isThere: (PrometheusPage) -> Bool) async throws -> PrometheusPage {
          let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "500ms"] + arguments)
          let page = try await exporter.page("the page is there", isThere)
          try await exporter.stop()
          return page
        }
        let hasGroup = { (page: PrometheusPage) in page.value("kafka_group_lag", ["group": group]) == 3 }
        let byTopic = try await page("--granularity", "topic", until: hasGroup)
        #expect(byTopic.samples("kafka_topic_partition_log_end_offset").isEmpty)
        #expect(byTopic.value("kafka_group_topic_lag", ["group": group, "topic": topic]) == 3)
        let byGroup = try await page("--granularity", "group", until: hasGroup)
        #expect(byGroup.samples("kafka_group_topic_lag").isEmpty)
        #expect(byGroup.value("kafka_topic_log_end_offset_sum", ["topic": topic]) == 10)

        let chosen = try await page("--families", "none,+kafka_group_lag,+kafka_topic_partition_leader", until: hasGroup)
        #expect(Set(chosen.samples.map(\.name)) == ["kafka_group_lag", "kafka_topic_partition_leader"])

        let renamed = try await page("--prefix", "acme") { $0.value("acme_group_lag", ["group": group]) == 3 }
        #expect(renamed.samples.allSatisfy { $0.name.hasPrefix("acme_") || $0.name.hasPrefix("process_") })

        let whole = try await page(until: hasGroup)
        #expect(whole.samples("kafka_exporter_series_dropped_total").isEmpty)
        let budget = whole.samples.count - 20
        let cut = try await page("--series-budget", "\(budget)") {
          hasGroup($0) && !$0.samples("kafka_exporter_series_dropped_total").isEmpty
        }
        #expect(cut.samples.count <= budget)
        #expect(cut.samples("kafka_broker_up").count == 3)
        #expect(cut.samples("kafka_exporter_series_dropped_total").allSatisfy { $0.value > 0 })
      }
    }

    @Test func whatIsFilteredOutIsNotEvenFetched() async throws {
      try await withTopicAndGroups { cluster, topic, group, empty in
        func page(_ arguments: String...) async throws -> PrometheusPage {
          let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "300ms"] + arguments)
          let page = try await exporter.page("a few polls were made") {
            $0.samples("kafka_exporter_requests_total", ["api": "ListGroups"]).reduce(0) { $0 + $1.value } >= 9
          }
          #expect(page.samples("kafka_exporter_collector_success").allSatisfy { $0.value == 1 })
          try await exporter.stop()
          return page
        }
        func requests(_ page: PrometheusPage, _ api: String) -> Double {
          page.samples("kafka_exporter_requests_total", ["api": api]).reduce(0) { $0 + $1.value }
        }
        let everything = try await page()
        #expect(requests(everything, "OffsetFetch") > 0)
        #expect(requests(everything, "DescribeGroups") > 0)
        #expect(everything.value("kafka_topic_info", ["topic": "__consumer_offsets"]) == 1)
        #expect(everything.value("kafka_group_members", ["group": empty]) == 0)

        let noGroups = try await page("--groups-exclude", ".*")
        #expect(noGroups.samples("kafka_group_info").isEmpty)
        #expect(requests(noGroups, "OffsetFetch") == 0)
        #expect(requests(noGroups, "DescribeGroups") + requests(noGroups, "ConsumerGroupDescribe") == 0)

        let some = try await page("--topics-include", topic.prefix(9) + ".*", "--groups-include", group, "--topics-internal=false")
        #expect(Set(some.samples("kafka_topic_info").compactMap { $0.labels["topic"] }) == [topic])
        #expect(some.samples("kafka_group_info").map { $0.labels["group"] } == [group])
        #expect(some.value("kafka_group_lag", ["group": group]) == 3)

        let excluded = try await page("--topics-exclude", "__.*", "--groups-empty=false")
        #expect(excluded.samples("kafka_topic_info", ["topic": "__consumer_offsets"]).isEmpty)
        #expect(excluded.samples("kafka_group_info", ["group": empty]).isEmpty)
        #expect(excluded.value("kafka_group_members", ["group": group]) == 1)
        let noInternal = try await page("--topics-internal=false")
        #expect(noInternal.samples("kafka_topic_info", ["topic": "__consumer_offsets"]).isEmpty)
        #expect(noInternal.samples("kafka_topic_info", ["topic": topic]).count == 1)
      }
    }

    /// A topic of ten records, a group with a live member that is three behind, and a group without members.
    private func withTopicAndGroups(_ body: (KafkaCluster, _ topic: String, _ group: String, _ empty: String) async throws -> Void)
      async throws
    {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("page")
      let group = uniqueName("page-group")
      let empty = uniqueName("page-empty")
      try await cluster.tools.createTopic(topic, partitions: 20)
      try await cluster.tools.produce(7, to: topic)
      try await cluster.tools.commit(group: empty, [.init(topic, 0, 2)])
      let member = try await LiveConsumer.classic(cluster, group: group, topics: [topic])
      try await eventually(within: .seconds(20), every: .milliseconds(200), "the member has committed") {
        try await cluster.tools.groupOffsets(group).contains { $0.partition == 0 && $0.committedOffset == 7 }
      }
      try await member.pause()
      try await cluster.tools.produce(3, to: topic)
      try await body(cluster, topic, group, empty)
      try await member.terminate()
      try await cluster.tools.deleteTopic(topic)
    }
  }
}
