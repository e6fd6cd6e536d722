import KafkaSimulator
import TestSupport
import Testing
import Transport

struct SimulatorServerTests {
  @Test func kcatSeesTheTopicsThatWereCreated() async throws {
    try await withSimulator { server, bootstrap in
      try await server.withCluster { _ = try $0.createTopic("orders", partitions: 6, replicationFactor: 3) }
      let listing = try await run("kcat", ["-L", "-b", bootstrap[0].description], within: .seconds(10)).checked("kcat -L").standardOutput
      #expect(listing.contains("3 brokers:"))
      #expect(listing.contains("topic \"orders\" with 6 partitions:"))
    }
  }
}
