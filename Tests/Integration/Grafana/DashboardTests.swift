import TestSupport
import Testing

extension RealBrokers {
  /// Every query of every dashboard on a real Prometheus that scrapes a real cluster and the demo.
  struct DashboardTests {
    @Test func everyPanelShowsSomethingOfARealClusterAndOfTheDemo() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("watched")
      let group = uniqueName("watchers")
      try await cluster.tools.createTopic(topic, partitions: 3, replicationFactor: 3)
      let producer = try await LiveProducer.steady(cluster, topic: topic)
      let consumer = try await LiveConsumer.classic(cluster, group: group, topics: [topic])
      let probeTopic = uniqueName("probe")
      let exporter = try await ExporterProcess.probing(cluster, topic: probeTopic)
      let demo = try await DemoProcess.start(["--probe", "--interval", "500ms"])
      // Both in one Prometheus, told apart by the label that a scrape configuration would give them; the real cluster goes without.
      let prometheus = try await PrometheusServer.start(
        scraping: [exporter.port, demo.port],
        extraConfiguration: """
              relabel_configs:
                - {source_labels: [__address__], regex: "localhost:\(demo.port)", target_label: cluster, replacement: demo}
          """)

      let questions = try DashboardReader.questions()
      #expect(questions.count > 200)
      let readers = [
        DashboardReader(prometheus: prometheus, cluster: "", group: group),
        DashboardReader(prometheus: prometheus, cluster: "demo", group: "billing"),
        DashboardReader(prometheus: prometheus, cluster: nil, group: ".*"),
      ]
      for reader in readers { try await expectAnswers(to: questions, from: reader) }
      try await expectValuesOfVariables(from: readers[0], offered: ["topic": topic, "group": group, "broker": "2", "cluster": nil])
      try await expectValuesOfVariables(
        from: readers[1], offered: ["topic": "orders", "group": "billing", "broker": "2", "cluster": "demo"])

      // Each kind of mistake is noticed.
      func problem(_ expression: String, isRange: Bool = true) async -> String? {
        await readers[1].problem(with: .init(place: "here", expression: expression, isRange: isRange, mayBeEmpty: false))
      }
      #expect(await problem("sum by (topic) (")?.contains("parse error: unclosed left parenthesis") == true)
      #expect(await problem(#"kafka_group_lags{cluster=~"$cluster"}"#) == #"here: nothing: kafka_group_lags{cluster=~"demo"}"#)
      #expect(await problem(#"kafka_group_lag{groups="billing"}"#, isRange: false)?.hasPrefix("here: nothing") == true)
      #expect(await problem("0 / (kafka_cluster_brokers * 0)")?.hasPrefix("here: nothing") == true)
      #expect(await problem(#"kafka_group_lag{group="$group"}"#, isRange: false) == nil)

      for process in [producer, consumer, demo.process] { try await process.terminate() }
      try await exporter.stop()
      try await prometheus.stop()
      for topic in [topic, probeTopic] { try await cluster.tools.deleteTopic(topic) }
    }

    /// Asks until all have been answered once: a rate needs some scrapes, a commit some seconds.
    private func expectAnswers(to questions: [DashboardReader.Question], from reader: DashboardReader) async throws {
      var open = questions
      var problems: [String] = []
      do {
        try await eventually(within: .seconds(30), every: .milliseconds(500), "all queries have results") {
          problems = []
          var unanswered: [DashboardReader.Question] = []
          for question in open {
            guard let problem = await reader.problem(with: question) else { continue }
            problems.append(problem)
            unanswered.append(question)
          }
          open = unanswered
          return open.isEmpty
        }
      } catch {
        Issue.record("with the cluster \(reader.cluster ?? "All"): \(problems.joined(separator: "\n"))")
      }
    }

    private func expectValuesOfVariables(from reader: DashboardReader, offered: [String: String?]) async throws {
      for file in try GrafanaDashboard.fileNames() {
        for variable in try GrafanaDashboard.load(file).variables where variable.type == "query" {
          let values = try await reader.values(of: variable)
          guard let wanted = offered[variable.name] else { continue }
          if let wanted { #expect(values.contains(wanted), "\(file): \(variable.name): \(values)") }
        }
      }
    }
  }
}
