import Glibc
import TestSupport
import Testing

extension RealBrokers {
  struct ProcessTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsItWithinTwoSecondsInGoodOrder(_ signal: Int32) async throws {
      let cluster = try await SharedClusters.cluster()
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "200ms"])
      try await exporter.awaitReady()
      exporter.process.signal(signal)
      #expect(try await exporter.process.wait(within: .seconds(2)) == 0)
      #expect(exporter.logLines("msg=stopped").count == 1)
    }

    @Test func itEndsWithinTwoSecondsWhileItWaitsForABrokerThatHangs() async throws {
      let cluster = try await SharedClusters.cluster()
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "200ms", "--timeouts-request", "60s"])
      try await exporter.awaitReady()
      try await cluster.pause(3)
      var timestamp = 0.0
      var since = ContinuousClock.now
      try await eventually("a poll waits for the broker") {
        let now = try await exporter.page().value("kafka_exporter_snapshot_timestamp_seconds") ?? 0
        if now > timestamp { (timestamp, since) = (now, .now) }
        return ContinuousClock.now - since > .seconds(1)
      }
      exporter.process.signal(SIGTERM)
      let status = try? await exporter.process.wait(within: .seconds(2))
      try await cluster.resume(3)
      #expect(status == 0)
    }

    @Test func memoryStaysFlatFromPollToPoll() async throws {
      let cluster = try await SharedClusters.cluster()
      let topic = uniqueName("flat")
      try await cluster.tools.createTopic(topic, partitions: 60)
      try await cluster.tools.commit(group: uniqueName("flat"), (0..<60).map { .init(topic, $0, 0) })
      let producer = try await LiveProducer.steady(cluster, topic: topic)
      let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "100ms", "--families", "all"])
      let identifier = exporter.process.processIdentifier
      var polls = 0
      var timestamp = 0.0
      var afterTwenty = 0
      try await eventually(within: .seconds(60), every: .milliseconds(20), "eighty polls were made") {
        let page = try await exporter.page()
        _ = try await exporter.get("/metrics", headers: [("Accept-Encoding", "gzip")])
        let now = page.value("kafka_exporter_snapshot_timestamp_seconds") ?? 0
        if now > timestamp { (timestamp, polls) = (now, polls + 1) }
        if polls == 20, afterTwenty == 0 { afterTwenty = ProcessTable.residentBytes(of: identifier) ?? 0 }
        return polls >= 80
      }
      let afterEighty = try #require(ProcessTable.residentBytes(of: identifier))
      print("resident after 20 polls \(afterTwenty / 1024) KB, after 80 polls \(afterEighty / 1024) KB")
      #expect(afterTwenty > 0)
      // A page is some 60 KB here: one that was kept for every poll would be seen.
      #expect(afterEighty - afterTwenty < 2_000_000)
      try await producer.terminate()
      try await exporter.stop()
      try await cluster.tools.deleteTopic(topic)
    }
  }
}
