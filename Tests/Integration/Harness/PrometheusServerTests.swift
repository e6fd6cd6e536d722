import TestSupport
import Testing

struct PrometheusServerTests {
  @Test func aRealPrometheusScrapesItsTargetsAndAnswersQueries() async throws {
    // Prometheus serves metrics of its own, so a second one is a target that needs nothing else.
    let target = try await PrometheusServer.start(scraping: [])
    let server = try await PrometheusServer.start(scraping: [target.port])
    let up = try await eventually(within: .seconds(20), "the target is up") {
      try await server.query("up == 1").first
    }
    #expect(up.name == "up")
    #expect(up.labels == ["instance": "localhost:\(target.port)", "job": "exporter"])
    #expect(try await server.query("sum(up) * 2").map(\.value) == [2])
    await #expect(throws: HarnessError.self) { try await server.query("up{") }
    try await server.stop()
    try await target.stop()
  }
}
