import TestSupport
import Testing

extension RealBrokers {
  struct TruthTests {
    static let versions: [KafkaVersion] = KafkaVersion.allCases.filter { KafkaInstallation.isAvailable($0) }

    @Test(arguments: versions)
    func everyValueEqualsWhatKafkasOwnToolsPrint(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let scenario = try await TruthScenario.start(on: cluster)
      let exporter = try await ExporterProcess.serve(
        ["--bootstrap", cluster.bootstrap, "--families", "all,+kafka_group_member_info"] + pollOften)
      let (page, truth) = try await agreement(of: exporter, with: cluster)

      // What the scenario was made for is really on the page, and not merely equal on both sides.
      #expect(page.value("kafka_group_partition_lost_records", ["group": scenario.late, "partition": "0"]) == 7)
      #expect(page.value("kafka_group_partition_lag", ["group": scenario.late, "partition": "0"]) == 8)
      #expect(page.value("kafka_topic_partition_log_start_offset", ["topic": scenario.trimmed, "partition": "0"]) == 12)
      #expect(page.value("kafka_group_orphaned_partitions", ["group": scenario.turnedAway, "topic": scenario.compacted]) == 1)
      #expect(page.value("kafka_topic_info", ["topic": scenario.compacted, "cleanup_policy": "compact"]) == 1)
      #expect(truth.groupMembers.count >= (version == .v4_3 ? 5 : 4))
      #expect(truth.groupMembers.contains { $0.assignedPartitions == 0 })
      #expect(
        Set(page.samples("kafka_group_info").compactMap { $0.labels["type"] })
          == (version == .v4_3 ? ["classic", "consumer"] : ["classic"]))

      let json = try await ExporterProcess.run(["lag", "--bootstrap", cluster.bootstrap, "--json"]).checked("exporter lag --json")
      #expect(try truth.differences(fromJSON: json.standardOutput) == [])
      let table = try await ExporterProcess.run(["lag", "--bootstrap", cluster.bootstrap]).checked("exporter lag")
      #expect(truth.differences(fromTable: table.standardOutput) == [])

      // A comparison that can't fail proves nothing: the same truth with one offset, member and leader changed is noticed.
      var lie = truth
      lie.logEnd[TopicPartitionName(scenario.orders, 2)] = 1
      lie.topics[scenario.trimmed] = nil
      lie.groupMembers.removeLast()
      let noticed = lie.differences(from: page)
      for what in ["log_end_offset ", "log_end_offset_sum ", "leader ", "topic_info", "group_member_info"] {
        #expect(noticed.contains { $0.hasPrefix(what) }, "\(what) was not noticed")
      }
      try await exporter.stop()
      try await scenario.end()
    }

    @Test(arguments: versions)
    func theLastStableOffsetStandsStillBeforeAnOpenTransaction(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let topic = uniqueName("transactions")
      try await cluster.tools.createTopic(topic, replicationFactor: cluster.nodes.count)
      try await cluster.tools.produce(5, to: topic)
      let producer = try await LiveProducer.openTransaction(cluster, topic: topic, records: 3)
      let exporter = try await ExporterProcess.serve(
        ["--bootstrap", cluster.bootstrap, "--families", "default,+kafka_topic_partition_last_stable_offset"] + pollOften)
      let page = try await exporter.page("the records of the transaction are in the log") {
        $0.value("kafka_topic_partition_log_end_offset", ["topic": topic]) == 8
      }
      #expect(page.value("kafka_topic_partition_last_stable_offset", ["topic": topic]) == 5)
      #expect(page.value("kafka_topic_partition_last_stable_offset", ["topic": "__consumer_offsets", "partition": "0"]) != nil)

      try await producer.kill()
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    private let pollOften = ["--interval", "500ms", "--intervals-log-start", "500ms", "--timeouts-request", "5s"]

    /// Reads both sides until they say the same.
    private func agreement(
      of exporter: ExporterProcess, with cluster: KafkaCluster
    ) async throws(HarnessError) -> (page: PrometheusPage, truth: KafkaTruth) {
      try await eventually(within: .seconds(30), every: .milliseconds(200), "the page says what Kafka's tools print") {
        let truth = try await KafkaTruth.read(cluster)
        let page = try await exporter.page()
        let differences = truth.differences(from: page)
        guard differences.isEmpty else { throw HarnessError("\n" + differences.joined(separator: "\n")) }
        return (page, truth)
      }
    }
  }
}
