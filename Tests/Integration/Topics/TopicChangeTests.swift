import TestSupport
import Testing

extension RealBrokers {
  struct TopicChangeTests {
    private let end = "kafka_topic_partition_log_end_offset"

    @Test(arguments: [KafkaVersion.v4_3, .v3_3])
    func topicsComeGrowGoAndComeBackFromPollToPoll(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let tools = cluster.tools
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "300ms"])
      try await exporter.awaitReady()
      let topic = uniqueName("changing")
      let group = uniqueName("changing-group")
      #expect(try await exporter.page().samples(end, ["topic": topic]).isEmpty)

      try await tools.createTopic(topic, partitions: 2)
      try await tools.produce(9, to: topic, partition: 1)
      try await tools.commit(group: group, [.init(topic, 1, 4)])
      let made = try await exporter.page("the new topic is there") {
        $0.value(end, ["topic": topic, "partition": "1"]) == 9 && $0.value("kafka_group_partition_lag", ["group": group]) == 5
      }
      #expect(made.value("kafka_topic_recreations_total", ["topic": topic]) == 0)
      #expect(made.value("kafka_topic_partitions", ["topic": topic]) == 2)
      let firstID = made.samples("kafka_topic_info", ["topic": topic]).first?.labels["topic_id"]

      try await tools.addPartitions(topic, total: 4)
      _ = try await exporter.page("the new partitions are there") { $0.samples(end, ["topic": topic]).count == 4 }
      try await tools.produce(2, to: topic, partition: 3)
      let grown = try await exporter.page("they are written to") { $0.value(end, ["topic": topic, "partition": "3"]) == 2 }
      #expect(grown.value(end, ["topic": topic, "partition": "1"]) == 9)
      #expect(grown.value("kafka_group_partition_lag", ["group": group]) == 5)

      // Deleted and made again between two polls, the topic never seems to be gone.
      try await tools.deleteTopic(topic)
      try await eventually(within: .seconds(20), every: .milliseconds(50), "\(topic) is made again") {
        try await tools.createTopic(topic, partitions: 3)
        return true
      }
      let remade = try await exporter.page("the topic is another one") {
        $0.samples(end, ["topic": topic]).count == 3 && $0.value("kafka_topic_partitions", ["topic": topic]) == 3
      }
      #expect(remade.samples(end, ["topic": topic]).allSatisfy { $0.value == 0 })
      #expect(remade.samples("kafka_topic_info", ["topic": topic]).first?.labels["topic_id"] != firstID)
      #expect(remade.samples("kafka_group_partition_lag", ["group": group]).isEmpty)

      try await tools.deleteTopic(topic)
      let gone = try await exporter.page("nothing is left of it") { page in !page.samples.contains { $0.labels["topic"] == topic } }
      #expect(gone.value("kafka_exporter_collector_success", ["collector": "topics"]) == 1)
      try await exporter.stop()
    }

    @Test func aTopicMadeAgainBetweenTwoPollsIsCounted() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("recreated")
      try await cluster.tools.createTopic(topic, partitions: 2)
      try await cluster.tools.produce(6, to: topic)
      // The tools need well under a poll's interval for both.
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "4s"])
      let before = try await exporter.page("it is there") { $0.value(end, ["topic": topic, "partition": "0"]) == 6 }
      let timestamp = before.value("kafka_exporter_snapshot_timestamp_seconds") ?? 0
      _ = try await exporter.page("a poll has just ended") { ($0.value("kafka_exporter_snapshot_timestamp_seconds") ?? 0) > timestamp }
      try await cluster.tools.deleteTopic(topic)
      try await eventually(within: .seconds(20), every: .milliseconds(50), "\(topic) is made again") {
        try await cluster.tools.createTopic(topic, partitions: 2)
        return true
      }
      let after = try await exporter.page("the change is seen") { $0.value(end, ["topic": topic, "partition": "0"]) == 0 }
      #expect(after.value("kafka_topic_recreations_total", ["topic": topic]) == 1)
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func lagIsNeverNegativeAndLogEndsNeverGoBackWhileRecordsFlow() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("busy")
      let group = uniqueName("busy-group")
      try await cluster.tools.createTopic(topic, partitions: 2, replicationFactor: 3)
      var processes = [try await LiveConsumer.classic(cluster, group: group, topics: [topic], extra: ["auto.commit.interval.ms=10"])]
      for partition in [Int32(0), 1] { processes.append(try await LiveProducer.steady(cluster, topic: topic, partition: partition)) }
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "100ms"])
      _ = try await exporter.page("the group has committed in both partitions") {
        $0.samples("kafka_group_partition_lag", ["group": group]).count == 2
      }
      var pages = 0
      var timestamp = 0.0
      var ends: [[String]: Double] = [:]
      _ = try await exporter.page("thirty polls have been looked at") { page in
        let taken = page.value("kafka_exporter_snapshot_timestamp_seconds") ?? 0
        guard taken > timestamp else { return false }
        timestamp = taken
        pages += 1
        for family in ["kafka_group_partition_lag", "kafka_group_topic_lag", "kafka_group_lag", "kafka_group_lag_max"] {
          #expect(page.samples(family).allSatisfy { $0.value >= 0 })
        }
        #expect(page.samples("kafka_group_partition_lag", ["group": group]).count == 2)
        for (partition, value) in page.values(end, by: "topic", "partition") {
          if let before = ends[partition], value < before { Issue.record("\(partition) went back from \(before) to \(value)") }
          ends[partition] = value
        }
        return pages == 30
      }
      #expect((ends[[topic, "0"]] ?? 0) > 20)
      for process in processes { try await process.terminate() }
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }
  }
}
