import TestSupport
import Testing

extension RealBrokers {
  struct PermissionTests {
    static let versions: [KafkaVersion] = [.v4_3, .v3_3].filter { KafkaInstallation.isAvailable($0) }

    @Test(arguments: versions)
    func aHiddenTopicIsAbsentAndCountedWhereItIsAskedForByName(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.authorizing(version)
      let open = uniqueName("open")
      let closed = uniqueName("closed")
      let group = uniqueName("of-both")
      for topic in [open, closed] {
        try await cluster.tools.createTopic(topic)
        try await cluster.tools.produce(3, to: topic)
      }
      try await cluster.tools.commit(group: group, [.init(open, 0, 1), .init(closed, 0, 1)])
      let all = try await serve(cluster)
      let named = try await serve(cluster, ["--topics-include", "\(open),\(closed)"])
      for exporter in [all, named] {
        _ = try await exporter.page("both are there") { $0.samples("kafka_group_partition_lag", ["group": group]).count == 2 }
      }

      try await cluster.tools.deny(["Describe"], on: .topic(closed))
      for exporter in [all, named] {
        let page = try await exporter.page("only the open one is there") { page in
          !page.samples.contains { $0.labels["topic"] == closed } && page.value("kafka_topic_log_end_offset_sum", ["topic": open]) == 3
        }
        #expect(page.value("kafka_group_partition_lag", ["group": group]) == 2)
        #expect(page.value("kafka_exporter_collector_success", ["collector": "topics"]) == 1)
        #expect(try await exporter.get("/ready").status == 200)
      }
      // Of all topics Kafka lists those that may be seen, without a word on the others.
      #expect(try await unauthorized(all.page()) == [:])
      #expect(try await unauthorized(named.page()) == ["topic": 1])
      let check = try await self.check(cluster, ["--topics-include", "\(open),\(closed)"])
      #expect(check.contains("1 × topic: not authorized"))
      #expect(check.contains("grant DESCRIBE on the topics"))

      try await cluster.tools.removeAcls(on: .topic(closed))
      for exporter in [all, named] {
        let page = try await exporter.page("both are back") { $0.samples("kafka_group_partition_lag", ["group": group]).count == 2 }
        #expect(unauthorized(page) == [:])
        try await exporter.stop()
      }
      for topic in [open, closed] { try await cluster.tools.deleteTopic(topic) }
      // On some versions a group goes with its last commit.
      try? await cluster.tools.deleteGroup(group)
    }

    @Test(arguments: versions)
    func aHiddenGroupIsCountedAndTheOthersStay(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.authorizing(version)
      let topic = uniqueName("read")
      let open = uniqueName("open-group")
      let closed = uniqueName("closed-group")
      let live = uniqueName("live-group")
      try await cluster.tools.createTopic(topic)
      try await cluster.tools.produce(6, to: topic)
      for group in [open, closed] { try await cluster.tools.commit(group: group, [.init(topic, 0, 4)]) }
      let member = try await LiveConsumer.classic(cluster, group: live, topics: [topic])
      try await eventually(within: .seconds(20), every: .milliseconds(200), "the member has committed") {
        try await cluster.tools.groupOffsets(live).contains { $0.committedOffset == 6 }
      }

      for group in [closed, live] { try await cluster.tools.deny(["Describe"], on: .group(group)) }
      let exporter = try await serve(cluster)
      let page = try await exporter.page("the hidden groups are counted") { self.unauthorized($0)["group_commits"] == 2 }
      #expect(unauthorized(page) == ["group_commits": 2, "group_description": 1])
      #expect(page.value("kafka_group_lag", ["group": open]) == 2)
      #expect(page.value("kafka_group_lag", ["group": closed]) == nil)
      #expect(page.value("kafka_group_members", ["group": live]) == nil)
      #expect(page.value("kafka_topic_log_end_offset_sum", ["topic": topic]) == 6)
      let check = try await self.check(cluster)
      #expect(check.contains("2 × group_commits: not authorized"))
      #expect(check.contains("grant DESCRIBE on the groups"))

      for group in [closed, live] { try await cluster.tools.removeAcls(on: .group(group)) }
      _ = try await exporter.page("they are back") {
        $0.value("kafka_group_lag", ["group": closed]) == 2 && $0.value("kafka_group_members", ["group": live]) == 1
          && self.unauthorized($0) == [:]
      }
      try await exporter.stop()
      try await member.terminate()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test(arguments: versions)
    func hiddenTopicSettingsAreCountedAndTheOffsetsStay(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.authorizing(version)
      let topic = uniqueName("settings")
      try await cluster.tools.createTopic(topic, partitions: 2)
      try await cluster.tools.produce(4, to: topic)
      try await cluster.tools.deny(["DescribeConfigs"], on: .topic(topic))
      let exporter = try await serve(cluster)
      let page = try await exporter.page("the topic is there, its settings are not") {
        $0.value("kafka_topic_log_end_offset_sum", ["topic": topic]) == 4 && self.unauthorized($0) == ["topic_config": 1]
      }
      #expect(page.value("kafka_topic_min_insync_replicas", ["topic": topic]) == nil)
      #expect(page.value("kafka_cluster_partitions_min_isr_unknown") == 2)
      let check = try await self.check(cluster)
      #expect(check.contains("1 × topic_config: not authorized"))
      #expect(check.contains("grant DESCRIBE_CONFIGS on the topics"))
      try await cluster.tools.removeAcls(on: .topic(topic))
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test(arguments: versions)
    func withoutDescribeOnTheClusterTheRestIsWhole(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.authorizing(version)
      let topic = uniqueName("cluster-denied")
      let group = uniqueName("cluster-denied-group")
      try await cluster.tools.createTopic(topic)
      try await cluster.tools.produce(4, to: topic)
      try await cluster.tools.commit(group: group, [.init(topic, 0, 1)])
      // The tool of 3.3 lists the ACLs after it added one, which it may not do any more.
      try? await cluster.tools.deny(["Describe"], on: .cluster)
      let exporter = try await serve(cluster)
      // Who leads a KRaft quorum is what only DESCRIBE on the cluster tells.
      let page = try await exporter.page("the page is there") {
        $0.value("kafka_group_lag", ["group": group]) == 3 && $0.value("kafka_broker_up", ["broker": "1"]) == 1
          && self.unauthorized($0) == (version.usesZooKeeper ? [:] : ["controller": 1])
      }
      #expect(page.samples("kafka_cluster_info").count == 1)
      #expect(page.value("kafka_cluster_controller_broker_id") == (version.usesZooKeeper ? 1 : nil))
      let check = try await self.check(cluster)
      #expect(check.contains("grant DESCRIBE on the cluster"))
      try await cluster.tools.removeAcls(on: .cluster)
      let after = try await exporter.page("the controller is known") { $0.value("kafka_cluster_controller_broker_id") == 1 }
      #expect(unauthorized(after) == [:])
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    private func serve(_ cluster: KafkaCluster, _ arguments: [String] = []) async throws(HarnessError) -> ExporterProcess {
      // Facts that can't be refreshed any more are dropped soon, not kept for as long as the test runs.
      try await ExporterProcess.serve(
        ["--bootstrap", cluster.bootstrap, "--interval", "300ms", "--intervals-configs", "300ms", "--timeouts-request", "5s"] + arguments)
    }

    /// What `exporter check` prints. A missing permission limits what is seen; it is no failure.
    private func check(_ cluster: KafkaCluster, _ arguments: [String] = []) async throws(HarnessError) -> String {
      try await ExporterProcess.run(["check", "--bootstrap", cluster.bootstrap] + arguments).checked("exporter check").standardOutput
    }

    /// By fact.
    private func unauthorized(_ page: PrometheusPage) -> [String: Double] {
      let found = page.samples("kafka_exporter_missing_facts", ["reason": "unauthorized"])
      return Dictionary(found.map { ($0.labels["fact"] ?? "", $0.value) }, uniquingKeysWith: +)
    }
  }
}
