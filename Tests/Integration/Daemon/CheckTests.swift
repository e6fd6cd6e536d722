import TestSupport
import Testing

extension RealBrokers {
  struct CheckTests {
    @Test(arguments: KafkaVersion.allCases.filter { KafkaInstallation.isAvailable($0) })
    func aHealthyClusterPassesEveryStep(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      // Where there is no topic at all, it says that perhaps none may be seen.
      let topic = uniqueName("checked")
      try await cluster.tools.createTopic(topic)
      let result = try await check(cluster.bootstrap)
      #expect(result.status == 0, "\(result.standardOutput)\(result.standardError)")
      for node in cluster.nodes {
        #expect(result.standardOutput.contains("bootstrap \(node.address) answers"))
        #expect(result.standardOutput.contains("broker \(node.id) at \(node.address) answers, rack \(node.rack)"))
      }
      for collector in ["cluster", "topics", "configs", "groups", "commits", "log_start_offsets", "log_end_offsets"] {
        #expect(result.standardOutput.contains("ok       \(collector): read in"))
      }
      #expect(!result.standardOutput.contains("FAILED") && !result.standardOutput.contains("limited"))
      try await cluster.tools.deleteTopic(topic)
    }

    @Test func aBrokerThatIsDownIsNamed() async throws {
      let cluster = try await SharedClusters.cluster()
      let address = cluster.nodes[1].address
      try await cluster.kill(2)
      let fenced = try await eventually(within: .seconds(30), every: .milliseconds(500), "the controller has given it up") {
        () -> Finished? in
        let result = try await check(cluster.bootstrap)
        // Until then it is listed as if it lived.
        guard result.standardOutput.contains("is fenced") else {
          guard result.standardOutput.contains("FAILED   broker 2 at \(address)"), result.status == 1 else {
            throw Hopeless("it is not named: \(result.standardOutput)")
          }
          return nil
        }
        return result
      }
      try await cluster.restart(2)
      #expect(fenced.status == 1)
      #expect(fenced.standardOutput.contains("FAILED   broker 2 at \(address) is fenced"))
      #expect(fenced.standardOutput.contains("limited  bootstrap \(address): refused"))
      #expect(fenced.standardOutput.contains("ok       broker 1 at \(cluster.nodes[0].address) answers"))

      try await cluster.pause(2)
      let hanging = try await check(cluster.bootstrap)
      try await cluster.resume(2)
      #expect(hanging.status == 1)
      #expect(hanging.standardOutput.contains("FAILED   broker 2 at \(cluster.nodes[1].address)"), "\(hanging.standardOutput)")
      #expect(hanging.standardOutput.contains("ok       broker 3 at"))
    }

    @Test func aPortThatSpeaksHTTPOrNothingIsNoBroker() async throws {
      let server = try await PrometheusServer.start(scraping: [])
      let http = try await check("127.0.0.1:\(server.port)")
      #expect(http.status == 1)
      #expect(http.standardOutput.contains("FAILED   bootstrap 127.0.0.1:\(server.port)"))
      #expect(http.standardOutput.contains("does not answer as Kafka does"), "\(http.standardOutput)")
      try await server.stop()

      let dead = try FreePort.next()
      let refused = try await check("127.0.0.1:\(dead)")
      #expect(refused.status == 1)
      #expect(refused.standardOutput.contains("FAILED   bootstrap 127.0.0.1:\(dead): refused"), "\(refused.standardOutput)")
      #expect(refused.standardOutput.contains("is a broker listening on 127.0.0.1:\(dead)"))
    }

    private func check(_ bootstrap: String) async throws(HarnessError) -> Finished {
      try await ExporterProcess.run(["check", "--bootstrap", bootstrap, "--timeouts-request", "2s"])
    }
  }
}
