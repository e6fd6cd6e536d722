import TestSupport
import Testing

extension RealBrokers {
  struct ProbeTests {
    @Test func twoExportersShareATopicThatEveryBrokerLeadsAPartOf() async throws {
      let cluster = try await SharedClusters.cluster()
      // A broker that was stopped by another test coordinates nothing until it leads again.
      try await cluster.tools.electPreferredLeaders()
      let topic = uniqueName("probe")
      let exporters = [
        try await ExporterProcess.probing(cluster, topic: topic, ["--probe-commit-all-coordinators", "--probe-commit-interval", "200ms"]),
        try await ExporterProcess.probing(cluster, topic: topic),
      ]
      for exporter in exporters {
        let books = try await exporter.books("every broker's records come back") { books in
          let received = books.records("records_received_total")
          return received.keys.sorted() == ["1", "2", "3"] && received.values.allSatisfy { $0 > 20 }
        }
        for counter in ["failed", "lost", "duplicated", "unexpected", "skipped"] {
          #expect(books.total("records_\(counter)_total") == 0, "\(counter)")
        }
        #expect(books.page.samples("kafka_probe_recent_roundtrip_seconds", ["quantile": "0.5"]).count == 3)
        #expect(books.page.value("kafka_topic_min_insync_replicas", ["topic": topic]) == 2)
      }
      try await exporters[0].books("every coordinator answers commits") { $0.records("commit_seconds_count").count == 3 }
      try await exporters[1].books("one coordinator answers commits") { $0.records("commit_seconds_count").count == 1 }
      // Who came second found the topic as it should be.
      #expect(exporters.map { $0.logLines("topic changed", "operation=create_topic").count }.reduce(0, +) >= 1)
      #expect(try await cluster.tools.describeTopics(topic).split(separator: "\n").count { $0.contains("\tPartition: ") } == 3)
      for exporter in exporters { try await exporter.stop() }
      try await cluster.tools.deleteTopic(topic)
    }

    @Test(arguments: KafkaVersion.allCases.filter { $0 != .v4_3 && KafkaInstallation.isAvailable($0) })
    func recordsComeBackFromOlderBrokers(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let topic = uniqueName("probe")
      let exporter = try await ExporterProcess.probing(cluster, topic: topic)
      let books = try await exporter.books("records come back and commits are answered") { books in
        books.total("records_received_total") > 20 && books.records("commit_seconds_count").count == 1
      }
      for counter in ["failed", "lost", "duplicated", "unexpected", "skipped"] {
        #expect(books.total("records_\(counter)_total") == 0, "\(counter)")
      }
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func nothingIsLostWhenBrokersHangDieAndReturn() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("probe")
      let strict = uniqueName("probe-strict")
      // Not as it should be: broker 3 leads nothing, and both its partners need it.
      try await cluster.tools.createTopic(strict, assignment: [[1, 3], [2, 3]], configs: ["min.insync.replicas": "2"])
      let exporter = try await ExporterProcess.probing(cluster, topic: topic, ["--probe-timeout", "3s"])
      let used = try await ExporterProcess.probing(cluster, topic: strict, ["--probe-timeout", "1s", "--no-probe-manage-topic"])
      try await exporter.books("records come back") { $0.records("records_received_total").values.count { $0 > 5 } == 3 }
      try await used.books("records come back") { $0.records("records_received_total").values.count { $0 > 5 } == 2 }

      try await cluster.pause(3)
      let hung = try await exporter.books("records to the broker that hangs are given up") {
        $0.failed("timed_out") + $0.failed("no_leader") > 3
      }
      #expect(hung.total("records_lost_total") == 0)
      // The others' records are acknowledged again once the broker has left their in-sync replicas, and its partition has another leader.
      let before = hung.total("records_received_total")
      try await exporter.books("records come back from all partitions") { books in
        books.total("records_received_total") > before + 60 && books.total("in_flight_records") < 10
      }
      try await used.books(within: .seconds(40), "it is said why nothing is acknowledged") { $0.failed("not_enough_replicas") > 3 }
      try await cluster.resume(3)
      try await cluster.kill(2)
      try await cluster.restart(2)
      let (third, second) = (try await sent(exporter, "3"), try await sent(exporter, "2"))
      let after = try await exporter.books(within: .seconds(60), "leaders are back, and nothing waits") { books in
        let sent = books.records("records_sent_total")
        return (sent["2"] ?? 0) > second + 20 && (sent["3"] ?? 0) > third + 20 && books.total("waiting_records") < 5
          && (books.page.value("kafka_probe_oldest_waiting_seconds") ?? 0) < 1
      }
      #expect(after.total("records_lost_total") == 0)
      try await used.books("records come back") { ($0.total("waiting_records")) < 5 && $0.total("records_lost_total") == 0 }
      // One line for what broke, not one a record.
      #expect(exporter.logLines("does not work", "operation=produce", "broker=3").count <= 3)
      #expect(used.logLines("brokers 3 lead too few partitions").count == 1)
      try await used.stop()

      // All at once, without notice.
      for node in cluster.nodes { try await cluster.kill(node.id) }
      let received = after.total("records_received_total")
      async let first: Void = cluster.restart(1)
      async let other: Void = cluster.restart(2)
      async let last: Void = cluster.restart(3)
      _ = try await (first, other, last)
      let end = try await exporter.books(within: .seconds(60), "records come back from brokers that all had died") { books in
        books.total("records_received_total") > received + 100 && books.total("waiting_records") < 5
      }
      #expect(end.total("records_lost_total") == 0)
      try await exporter.stop()
      for topic in [topic, strict] { try await cluster.tools.deleteTopic(topic) }
    }

    @Test func whatIsNotPermittedIsSaidOnceAndCounted() async throws {
      let cluster = try await SharedClusters.authorizing(.v4_3)
      let topic = uniqueName("probe")
      let group = "\(topic)-commits"
      try await cluster.tools.deny(["Create"], on: .cluster)
      try await cluster.tools.deny(["Create"], on: .topic(topic))
      let exporter = try await ExporterProcess.probing(
        cluster, topic: topic, ["--probe-timeout", "1s", "--probe-commit-interval", "200ms"])
      try await exporter.books("the topic can't be created") { $0.failures("create_topic") == 1 }
      #expect(exporter.logLines("does not work", "operation=create_topic", "AUTHORIZATION_FAILED").count == 1)
      #expect(try await exporter.get("/ready").status == 200)
      try await cluster.tools.removeAcls(on: .topic(topic))
      try await cluster.tools.removeAcls(on: .cluster)

      try await cluster.tools.createTopic(topic, partitions: 1)
      try await exporter.books("the topic that somebody made is used") {
        $0.total("records_received_total") > 5 && $0.total("commit_seconds_count") > 2
      }
      try await cluster.tools.deny(["Read"], on: .group(group))
      try await exporter.books("commits are refused") { $0.failures("commit") > 2 }
      try await cluster.tools.removeAcls(on: .group(group))
      try await cluster.tools.deny(["Write"], on: .topic(topic))
      try await exporter.books("records are refused") { $0.failed("unauthorized") > 5 }
      try await cluster.tools.removeAcls(on: .topic(topic))
      try await cluster.tools.deny(["Read"], on: .topic(topic))
      try await exporter.books("reading is refused, and the records wait") {
        $0.failures("read") > 0 && $0.total("oldest_waiting_seconds") > 1.5
      }
      try await cluster.tools.removeAcls(on: .topic(topic))
      let end = try await exporter.books("all that waited is read") { books in
        books.total("waiting_records") < 3 && (books.records("oldest_waiting_seconds").values.max() ?? 0) < 1
      }
      #expect(end.total("records_lost_total") == 0)
      #expect(end.total("records_late_total") > 0)
      for (operation, reason) in [("commit", "GROUP_AUTHORIZATION_FAILED"), ("produce", "unauthorized"), ("read", "authorization failed")] {
        #expect((1...2).contains(exporter.logLines("does not work", "operation=\(operation)", reason).count), "\(operation)")
      }
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func whatIsDeletedBeforeItIsReadIsLostAndATopicMadeAnewIsUsed() async throws {
      let cluster = try await SharedClusters.authorizing(.v4_3)
      let topic = uniqueName("probe")
      let exporter = try await ExporterProcess.probing(cluster, topic: topic)
      try await exporter.books("records come back") { $0.total("records_received_total") > 10 }
      try await cluster.tools.deny(["Read"], on: .topic(topic))
      try await exporter.books("records wait") { $0.total("oldest_waiting_seconds") > 1 }
      let place = TopicPartitionName(topic, 0)
      let end = try #require(try await cluster.tools.offsets(.latest, topic: topic)[place])
      try await cluster.tools.deleteRecords(topic, partition: 0, before: end)
      try await cluster.tools.removeAcls(on: .topic(topic))
      let after = try await exporter.books("what was deleted is lost, the rest is read") { books in
        books.total("records_lost_total") > 5 && books.total("oldest_waiting_seconds") < 0.5
      }
      #expect(after.total("records_duplicated_total") == 0)
      #expect(after.total("records_failed_total") == 0)

      try await cluster.tools.deleteTopic(topic)
      let received = after.total("records_received_total")
      try await exporter.books(within: .seconds(40), "records come back from the topic made anew") { books in
        books.total("records_received_total") > received + 30 && books.total("oldest_waiting_seconds") < 0.5
      }
      #expect(exporter.logLines("the topic was deleted and created anew").count == 1)
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func aQuotaMakesRecordsLateAndLosesNone() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("probe")
      let exporter = try await ExporterProcess.probing(cluster, topic: topic, ["--client-id", topic, "--probe-deadline", "200ms"])
      try await exporter.books("records come back") { $0.records("records_received_total").values.count { $0 > 5 } == 3 }
      try await cluster.tools.setProducerQuota(clientID: "\(topic)-probe", bytesPerSecond: 100)
      try await exporter.books("it is said that a quota holds the records back") { books in
        (books.page.value("kafka_probe_failures_total", ["operation": "produce", "reason": "throttled"]) ?? 0) > 0
          && books.total("records_late_total") > 3
      }
      #expect((1...3).contains(exporter.logLines("does not work", "throttled").count))
      try await cluster.tools.setProducerQuota(clientID: "\(topic)-probe", bytesPerSecond: nil)
      let end = try await exporter.books("records come back at once again") { books in
        books.total("in_flight_records") < 3 && books.total("waiting_records") < 3
      }
      #expect(end.total("records_lost_total") == 0)
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }

    private func sent(_ exporter: ExporterProcess, _ broker: String) async throws(HarnessError) -> Double {
      ProbeBooks(page: try await exporter.page()).records("records_sent_total")[broker] ?? 0
    }
  }
}
